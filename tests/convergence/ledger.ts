export type SideName = 'here' | 'there';
interface Written {
  readonly key: string;
  readonly field: string;
  readonly value: unknown;
  readonly side: SideName;
  /** In the place of a value of the same side whose write may have had no answer: the engine takes that one for an edit of the other side. */
  readonly isOverUnanswered: boolean;
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
  private readonly deletedOn: Record<SideName, Set<string>> = { here: new Set(), there: new Set() };
  private readonly deletedUnknown: Record<SideName, Set<string>> = { here: new Set(), there: new Set() };
  /** Values that were replaced by an edit, not by a deletion: nothing may bring them back. */
  readonly replaced = new Set<Written>();
  /** Fields of items that Microsoft has and we do not map, by Microsoft's id. */
  readonly unmapped = new Map<string, string>();
  /** Of those, what was replaced since the engine last saw both sides: a deletion right afterwards takes the replacement along, unseen. */
  private readonly justReplaced = new Set<Written>();
  /** Values that came to the other side by a write whose answer may be lost: whoever replaces them there, the engine cannot tell from a conflict. */
  private readonly unanswered = new Set<Written>();
  /** By side, key and field: what people had before them and replaced since the engine last saw both sides. */
  private readonly shownSince = new Map<string, Set<unknown>>();
  /** Items of which people changed what is no value of its own (a step of a task that is ticked or taken away), by side. */
  readonly touched: Record<SideName, Set<string>> = { here: new Set(), there: new Set() };
  /** Ids in Microsoft of what people there deleted. */
  readonly deletedThere = new Set<string>();
  /** What is written now may be written over unseen. */
  isUnguarded = false;
  edits = 0;
  private count = 0;

  next(): number {
    return (this.count += 1);
  }

  write(side: SideName, key: string, values: Shown): void {
    for (const [field, value] of Object.entries(values)) {
      const isOverUnanswered = [...this.unanswered].some((one) => one.key === key && one.field === field && one.side === side);
      this.written.push({
        key,
        field,
        value,
        side,
        isOverUnanswered,
        isSuperseded: this.isUnguarded || this.takesBack(side, key, field, value),
      });
    }
  }

  /** What a person changes and changes back before anybody has seen it is no edit: by the values alone nothing has happened. */
  private takesBack(side: SideName, key: string, field: string, value: unknown): boolean {
    return this.shownSince.get(`${side} ${key} ${field}`)?.has(value) ?? false;
  }

  /** The engine knows, or will know, that this item is gone because of a person on that side. */
  remove(side: SideName, key: string): void {
    this.deleted.add(key);
    this.deletedOn[side].add(key);
  }

  /** A person has deleted it before the engine knew that it is there: a list of changes that lags may still tell of both, or of none. */
  removeUnknown(side: SideName, key: string): void {
    this.deletedUnknown[side].add(key);
  }

  mayBeDeletedOn(side: SideName, key: string): boolean {
    return this.deletedUnknown[side].has(key);
  }

  wasDeletedOn(side: SideName, key: string): boolean {
    return this.deletedOn[side].has(key);
  }

  /** The person sees these values and replaces them. */
  replace(side: SideName, key: string, shown: Shown, of: 'edited' | 'deleted' = 'edited'): void {
    for (const [field, value] of Object.entries(shown)) this.noteShown(side, key, field, value);
    for (const one of this.written) {
      if (one.key !== key || one.isSuperseded || !(one.field in shown) || !holds(shown[one.field], one.value)) continue;
      one.isSuperseded = true;
      if (of === 'edited' && !this.unanswered.has(one) && !(this.isUnguarded && isOfPart(key))) this.noteReplaced(one);
    }
    if (of === 'deleted') for (const one of this.justReplaced) if (one.key === key) this.replaced.delete(one);
  }

  private noteReplaced(one: Written): void {
    this.replaced.add(one);
    this.justReplaced.add(one);
  }

  /** A run that nothing disturbed has seen both sides as they are. */
  seen(): void {
    this.justReplaced.clear();
    this.unanswered.clear();
    this.shownSince.clear();
  }

  /** A run was disturbed; `stood`: what stood in Microsoft before, where a value of somebody in Strapi stands there since then. */
  mayBeUnanswered(stood: (key: string, field: string, value: unknown) => readonly unknown[] | null): void {
    for (const one of this.written) {
      const before = one.side === 'here' && !one.isSuperseded ? stood(one.key, one.field, one.value) : null;
      if (before === null) continue;
      this.unanswered.add(one);
      for (const value of before) this.noteShown('there', one.key, one.field, value); // put back, it looks as if nothing had ever arrived
    }
  }

  private noteShown(side: SideName, key: string, field: string, value: unknown): void {
    const name = `${side} ${key} ${field}`;
    this.shownSince.set(name, (this.shownSince.get(name) ?? new Set()).add(value));
  }
}

/** What is written over unseen with its item, and made again as it was known, is what stood there before. */
const isOfPart = (key: string): boolean => key.includes('@');

/** A field that holds many values (cancelled dates, the steps of a task by their titles) shows each of them. */
export const holds = (shown: unknown, value: unknown): boolean =>
  Array.isArray(shown) ? shown.some((one) => one === value || (one as { title?: unknown } | null)?.title === value) : shown === value;
