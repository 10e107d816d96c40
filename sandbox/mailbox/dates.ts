/** Calendar dates as whole days since 1970-01-01, and wall-clock times as milliseconds "as if UTC". */
export const DAY = 86_400_000;

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Returns undefined for anything that is not an existing date. */
export function parseDate(text: unknown): number | undefined {
  const match = typeof text === 'string' ? datePattern.exec(text) : null;
  if (!match) return undefined;
  const day = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY;
  return formatDate(day) === text ? day : undefined;
}

export function formatDate(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export function dayOfWall(wall: number): number {
  return Math.floor(wall / DAY);
}

const dateTimePattern = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

export interface ParsedDateTime {
  readonly wall: number;
  /** Minutes east of Greenwich when the text names an offset. */
  readonly offsetMinutes?: number;
}

/** Reads what Graph takes as `dateTime` or as a query's date: 0 to 9 fractional digits, offset optional. */
export function parseDateTime(text: unknown): ParsedDateTime | undefined {
  const match = typeof text === 'string' ? dateTimePattern.exec(text.trim()) : null;
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = match;
  if (parseDate(`${year}-${month}-${day}`) === undefined) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), milliseconds);
  return offset === undefined ? { wall } : { wall, offsetMinutes: readOffset(offset) };
}

function readOffset(text: string): number {
  if (text.toUpperCase() === 'Z') return 0;
  const digits = text.replace(':', '');
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5));
  return digits.startsWith('-') ? -minutes : minutes;
}

/** Graph writes seven fractional digits and no offset (graph-facts §1.8). */
export function formatWall(wall: number): string {
  return `${new Date(wall).toISOString().slice(0, 23)}0000`;
}

export function formatInstant(instant: number): string {
  return `${formatWall(instant)}Z`;
}
