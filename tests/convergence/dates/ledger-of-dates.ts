import { must, mustEqual } from '../checks';
import type { DatesWorld } from './dates-world';

/** Texts that somebody has written; each of them is written once. */
const isWritten = (title: string): boolean => /^(entry|exception|series|single|created) \d/.test(title);

/**
 * What people have written and seen. Whoever makes a text vanish where they are at work has seen it; any other one has to stand on one of the sides at
 * the end, or to be kept.
 */
export class LedgerOfDates {
  private readonly written = new Set<string>();
  private readonly seen = new Set<string>();
  /** Entries that people have written or taken away in Strapi. */
  readonly touched = new Set<string>();
  readonly removed = new Set<string>();
  /** Entries about which somebody was asked when the direction changed: that does not answer for them. */
  readonly asked = new Set<string>();
  private readonly notes = new Map<string, string>();

  constructor(private readonly world: DatesWorld) {}

  /** One deed of people on either side. */
  async note(deed: () => Promise<void>): Promise<void> {
    const { world } = this;
    const [here, there] = [await world.rows(), world.titlesThere()];
    await deed();
    const [hereNow, thereNow] = [await world.rows(), world.titlesThere()];
    const titlesNow = new Set([...hereNow.values()].map(({ title }) => title));
    for (const [documentId, row] of here) {
      const now = hereNow.get(documentId);
      if (now?.title !== row.title) this.seen.add(row.title);
      if (now?.print !== row.print) this.touched.add(world.name(documentId));
      if (!now || now.owner !== row.owner || now.kind !== row.kind) this.removed.add(world.name(documentId));
    }
    for (const [documentId, { note }] of hereNow)
      if (note !== null && note !== here.get(documentId)?.note) this.notes.set(documentId, note);
    for (const documentId of hereNow.keys()) if (!here.has(documentId)) this.touched.add(world.name(documentId));
    for (const [id, title] of there) if (thereNow.get(id) !== title) this.seen.add(title);
    for (const title of [...titlesNow, ...thereNow.values()]) if (isWritten(title)) this.written.add(title);
  }

  /** By the name that links have. */
  hasNote(name: string | null): boolean {
    return [...this.notes.keys()].some((documentId) => this.world.name(documentId) === name);
  }

  async expectNothingLost(): Promise<void> {
    const { world } = this;
    const rows = await world.rows();
    const stand = new Set([...[...rows.values()].map(({ title }) => title), ...world.titlesThere().values()]);
    const kept = new Set((await world.world.of('calendar').notes()).losers.map((loser) => String(loser['subject'])));
    const lost = [...this.written].filter((title) => !this.seen.has(title) && !stand.has(title) && !kept.has(title));
    mustEqual(lost, [], 'texts that nobody saw and nothing kept');
  }

  /** Notes of people stand as they were written, on whichever date their entry is by now. */
  async expectNotes(): Promise<void> {
    const rows = await this.world.rows();
    for (const [documentId, note] of this.notes) {
      const row = rows.get(documentId);
      must(!row || row.note === note, 'what nobody maps stands', [documentId, note, row?.note]);
    }
  }
}
