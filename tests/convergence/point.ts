/** What a run does that others can see: a call of a store, a transaction, a request or its answer. */
export interface Effect {
  readonly when: 'before' | 'after';
  /** A `$batch` goes by that name and by those of its parts. */
  readonly names: readonly string[];
}

/** Where in a run something happens, by the name of the effect; `nth` counts the effects of that name from 1. */
export type Point = { readonly before: string; readonly nth?: number } | { readonly after: string; readonly nth?: number };

/**
 * Waits for one point of a run. The engine that changes has other effects in another order: whoever names a point is told when it is not there any
 * more, whoever gives a number is told what it has hit.
 */
export class Lookout {
  /** What is there; null: it was not reached. */
  reached: string | null = null;
  private readonly seen: Effect[] = [];

  constructor(private readonly at: number | Point) {}

  /** Called with each effect in its order. */
  isAt(effect: Effect): boolean {
    this.seen.push(effect);
    if (this.reached !== null || !this.isMet(effect)) return false;
    this.reached = wordsFor(this.named(effect));
    return true;
  }

  /** A named point must be there: a history that missed it would prove something else than it says. */
  expectReached(): void {
    if (typeof this.at === 'number' || this.reached !== null) return;
    throw new Error(`a run was to be met ${wordsFor(this.at)}, which it never did; it did: ${this.seen.map((effect) => `${effect.when} ${effect.names.join(' + ')}`).join(', ')}`); // prettier-ignore
  }

  private isMet(effect: Effect): boolean {
    if (typeof this.at === 'number') return this.seen.length === this.at;
    return matches(this.at, effect) && this.seen.filter((one) => matches(this.at as Point, one)).length === (this.at.nth ?? 1);
  }

  private named(effect: Effect): Point {
    if (typeof this.at !== 'number') return this.at;
    const name = effect.names.at(-1) ?? '';
    const point: Point = effect.when === 'before' ? { before: name } : { after: name };
    return { ...point, nth: this.seen.filter((one) => matches(point, one)).length };
  }
}

const nameOf = (point: Point): string => ('before' in point ? point.before : point.after);
const matches = (point: Point, { when, names }: Effect): boolean => when in point && names.includes(nameOf(point));
const wordsFor = (point: Point): string =>
  `${'before' in point ? 'before' : 'after'} '${nameOf(point)}'${(point.nth ?? 1) > 1 ? ` number ${point.nth}` : ''}`;

/** A request as an effect: without ids, so that it has the same name in every history. */
export function requestNames(method: string, url: string, body: unknown): string[] {
  if (!url.endsWith('/$batch')) return [`${method} ${pathOf(url)}`];
  const { requests } = JSON.parse(String(body)) as { requests: readonly { readonly method: string; readonly url: string }[] };
  return ['$batch', ...new Set(requests.map((part) => `${part.method} ${pathOf(part.url)}`))];
}

const rooms = new Set([
  'me', 'calendar', 'calendars', 'calendarView', 'delta', 'events', 'instances', 'todo', 'lists', 'tasks', 'checklistItems', 'linkedResources', 'mailboxSettings', 'extensions',
]); // prettier-ignore

function pathOf(url: string): string {
  const { pathname, searchParams } = new URL(url, 'http://graph');
  const path = pathname
    .split('/')
    .filter((part) => part !== '' && part !== 'v1.0' && part !== 'me')
    .map((part) => (rooms.has(part) ? part : '{id}'));
  const asks = ['$filter', '$expand', '$deltatoken', '$skiptoken'].filter((name) => searchParams.has(name));
  return `/${path.join('/')}${asks.length > 0 ? `?${asks.join('&')}` : ''}`;
}
