export type SideName = 'here' | 'there';
interface Written {
  readonly key: string;
  readonly field: string;
  readonly value: unknown;
  readonly side: SideName;
  isSuperseded: boolean;
}
export type Shown = Readonly<Record<string, unknown>>;

/**
 * What people did: every value that one of them wrote, and whether somebody who saw it replaced it. An item goes by a key that nobody edits;
 * an exception of a series by `key@date`.
 */
export class Ledger {
  readonly written: Written[] = [];
  readonly created = new Set<string>();
  readonly deleted = new Set<string>();
  /** Values that were replaced by an edit, not by a deletion: nothing may bring them back. */
  readonly replaced = new Set<Written>();
  /** Fields of items that Microsoft has and we do not map, by Microsoft's id. */
  readonly unmapped = new Map<string, string>();
  /** Ids in Microsoft of what people there deleted. */
  readonly deletedThere = new Set<string>();
  edits = 0;
  private count = 0;

  next(): number {
    return (this.count += 1);
  }

  write(side: SideName, key: string, values: Shown): void {
    for (const [field, value] of Object.entries(values)) this.written.push({ key, field, value, side, isSuperseded: false });
  }

  /** The person sees these values and replaces them. */
  replace(key: string, shown: Shown, of: 'edited' | 'deleted' = 'edited'): void {
    for (const one of this.written) {
      if (one.key !== key || one.isSuperseded || !(one.field in shown) || !holds(shown[one.field], one.value)) continue;
      one.isSuperseded = true;
      if (of === 'edited') this.replaced.add(one);
    }
  }
}

/** A field that holds many values (cancelled dates, the steps of a task by their titles) shows each of them. */
export const holds = (shown: unknown, value: unknown): boolean =>
  Array.isArray(shown) ? shown.some((one) => one === value || (one as { title?: unknown } | null)?.title === value) : shown === value;
