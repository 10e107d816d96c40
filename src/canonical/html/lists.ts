/** What stands before the entries of a list, and how wide that is: known only when the whole list has been seen. */
import { type Elements, walk } from './elements';

export interface Outline {
  readonly hasBody: boolean;
  /** For each list, in the order of their beginnings, the width of its markers; `null`: nothing is in it. */
  readonly widths: readonly (number | null)[];
}

/** A list that is open, with the number of its next entry. */
export interface List {
  readonly marker: (number: number) => string;
  next: number;
}

const ofOrdered: ReadonlySet<string> = new Set(['start', 'type']);
/** Of attributes, nothing else shows in a text. */
export const wantedOfLists = (name: string): ReadonlySet<string> | null => (name === 'ol' ? ofOrdered : null);

export const isList = (name: string): boolean => name === 'ul' || name === 'ol';

export function listOf(name: string, attributes: Readonly<Record<string, string>>, isNested: boolean): List {
  if (name === 'ul') return { marker: () => (isNested ? '* ' : ' * '), next: 1 };
  const start = Number(attributes['start'] || '1');
  const numeral = numeralOf(attributes['type'] ?? '1');
  return { marker: (number) => `${isNested ? '' : ' '}${numeral(number)}. `, next: Number.isSafeInteger(start) ? start : 1 };
}

/** Looks through the whole HTML once, before its text is written. */
export function* outlineOf(html: string): Generator<undefined, Outline> {
  const widths: (number | null)[] = [];
  const open: { name: string; list: List | null; at: number }[] = [];
  let hasBody = false;
  const noteEntry = (width: number): void => {
    const { at } = open.at(-1) ?? { at: -1 };
    widths[at] = Math.max(widths[at] ?? 0, width);
  };
  const inList = (): boolean => isList(open.at(-1)?.name ?? '');
  const elements: Elements = {
    wanted: wantedOfLists,
    open(name, attributes) {
      hasBody ||= name === 'body';
      const parent = open.at(-1);
      if (parent?.list) noteEntry(name === 'li' ? parent.list.marker(parent.list.next++).length : 0);
      const list = isList(name) ? listOf(name, attributes, parent?.name === 'li') : null;
      if (list) widths.push(null);
      open.push({ name, list, at: widths.length - 1 });
    },
    close: () => void open.pop(),
    text: (data) => inList() && !isBlank(data) && noteEntry(0),
    remark: () => inList() && noteEntry(0),
  };
  yield* walk(html, elements);
  return { hasBody, widths };
}

export const isBlank = (text: string): boolean => !/\S/.test(text);

function numeralOf(type: string): (number: number) => string {
  const decimal = (number: number): string => String(number);
  switch (type) {
    case 'a':
      return (number) => letters(number) ?? decimal(number);
    case 'A':
      return (number) => letters(number)?.toUpperCase() ?? decimal(number);
    case 'i':
      return (number) => roman(number)?.toLowerCase() ?? decimal(number);
    case 'I':
      return (number) => roman(number) ?? decimal(number);
    default:
      return decimal;
  }
}

/** a … z, aa, ab …; null where there are none. */
function letters(number: number): string | null {
  if (number < 1) return null;
  let text = '';
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26)) text = String.fromCharCode(97 + ((rest - 1) % 26)) + text;
  return text;
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I'],
]; // prettier-ignore

/** Null where a number is too large to be written so. */
function roman(number: number): string | null {
  if (number < 1 || number > 3999) return null;
  let rest = number;
  let text = '';
  for (const [value, sign] of ROMAN) for (; rest >= value; rest -= value) text += sign;
  return text;
}
