import { LEFT_OUT } from '../../../src/sync/resource';

/** What is read of one answer, as unpacked. A page of two hundred long events has two to three million bytes. */
export const MOST_BYTES = 16_000_000;
/** What somebody reads who leaves out what is too long: most of it is looked through and forgotten. */
const MOST_BYTES_LOOKED_THROUGH = 32 * MOST_BYTES;
export const TOO_LARGE = `Microsoft's answer is larger than ${MOST_BYTES / 1_000_000} MB, or of more values than are read.`;
/** Of an error, a few words are shown. */
export const MOST_BYTES_OF_ERROR = 256_000;

/** An empty object is three bytes in an answer, and fifty in memory. */
const MOST_VALUES = 1_000_000;
/** No answer of Graph's comes near it; whoever goes through an answer within itself must get back. */
const DEEPEST = 64;
/** Entries of a list that are no longer are never left out: most of them only say that something is gone. */
const SHORT_ENTRY = 16_000;
const LONGEST_MEMBER = 1_000;

export interface Taken {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The answer goes on, and what there is of it means nothing. */
  readonly isTooLarge: boolean;
}

interface Entry {
  readonly parts: Uint8Array[];
  readonly members: Buffer[];
  member: number[];
  isMemberKept: boolean;
  length: number;
  values: number;
  isLeftOut: boolean;
}

/**
 * Takes an answer as it comes in, and no more than may be: bytes, values, values within each other. `mayLeaveOut`: an entry of the answer's list
 * that would be too much is looked through for its short members and forgotten, so that whatever else the answer says is known nevertheless.
 */
export function createTaker({ most, mayLeaveOut }: { most: number; mayLeaveOut: boolean }): {
  take(chunk: Uint8Array): boolean;
  taken(): Taken;
} {
  const kept: Uint8Array[] = [];
  const mostOfLong = most * 0.75;
  let length = 0;
  let ofLong = 0;
  let lookedThrough = 0;
  let values = 0;
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  let isList = false;
  let entry: Entry | null = null;
  let isTooLarge = false;

  const keep = (part: Uint8Array): void => {
    if (part.length === 0) return;
    kept.push(part);
    length += part.length;
    isTooLarge ||= length > most;
  };
  const addToEntry = (one: Entry, part: Uint8Array): void => {
    one.length += part.length;
    if (one.isLeftOut) return;
    one.parts.push(part);
    if (mayLeaveOut && one.length > SHORT_ENTRY && ofLong + one.length > mostOfLong) leaveOut(one);
    else isTooLarge ||= length + one.length > most;
  };
  const leaveOut = (one: Entry): void => {
    one.isLeftOut = true;
    one.parts.length = 0;
  };
  const endMember = (one: Entry): void => {
    if (one.isMemberKept && one.member.length > 0) one.members.push(Buffer.from(one.member));
    one.member = [];
    one.isMemberKept = true;
  };
  const endEntry = (one: Entry): void => {
    endMember(one);
    entry = null;
    if (one.isLeftOut) return keep(Buffer.from(`{${[...one.members.map(String), `"${LEFT_OUT}":true`].join(',')}}`));
    values += one.values;
    if (one.length > SHORT_ENTRY) ofLong += one.length;
    for (const part of one.parts) keep(part);
  };
  const count = (): void => {
    if (!entry) isTooLarge ||= ++values > MOST_VALUES;
    else if (values + ++entry.values > MOST_VALUES) {
      if (mayLeaveOut) leaveOut(entry);
      else isTooLarge = true;
    }
  };
  const note = (chunk: Uint8Array, from: number, to: number): void => {
    if (!mayLeaveOut || !entry || depth !== 3 || !entry.isMemberKept) return;
    if (entry.member.length + to - from > LONGEST_MEMBER) entry.isMemberKept = false;
    else for (let at = from; at < to; at += 1) entry.member.push(chunk[at] as number);
  };

  function take(chunk: Uint8Array): boolean {
    lookedThrough += chunk.length;
    if (mayLeaveOut && lookedThrough > MOST_BYTES_LOOKED_THROUGH) isTooLarge = true;
    let from = 0; // of what has not been put anywhere yet
    for (let at = 0; at < chunk.length && !isTooLarge; at += 1) {
      const byte = chunk[at] as number;
      if (isInString) {
        let end = at;
        while (end < chunk.length && (isEscaped || chunk[end] !== QUOTE)) {
          isEscaped = !isEscaped && chunk[end] === BACKSLASH;
          end += 1;
        }
        if (end < chunk.length) isInString = false;
        note(chunk, at, Math.min(end + 1, chunk.length));
        at = end;
        continue;
      }
      switch (byte) {
        case QUOTE:
          isInString = true;
          note(chunk, at, at + 1);
          break;
        case OPEN_OBJECT:
        case OPEN_LIST:
          count();
          depth += 1;
          if (depth === 2) isList = byte === OPEN_LIST;
          if (depth === 3 && byte === OPEN_OBJECT && isList) {
            keep(chunk.subarray(from, at));
            from = at;
            entry = { parts: [], members: [], member: [], isMemberKept: true, length: 0, values: 0, isLeftOut: false };
          } else if (entry) entry.isMemberKept = false;
          if (depth > DEEPEST) {
            if (mayLeaveOut && entry) leaveOut(entry);
            else isTooLarge = true;
          }
          break;
        case CLOSE_OBJECT:
        case CLOSE_LIST:
          if (entry && depth === 3) {
            addToEntry(entry, chunk.subarray(from, at + 1));
            from = at + 1;
            endEntry(entry);
          }
          depth -= 1;
          break;
        case COMMA:
          count();
          if (entry && depth === 3) endMember(entry);
          break;
        default:
          note(chunk, at, at + 1);
      }
    }
    if (isTooLarge) return false;
    const rest = chunk.subarray(from);
    if (entry) addToEntry(entry, rest);
    else keep(rest);
    return !isTooLarge;
  }

  return {
    take,
    taken: () => ({
      bytes: (isTooLarge ? new Uint8Array(0) : Buffer.concat(entry ? [...kept, ...entry.parts] : kept)) as Uint8Array<ArrayBuffer>,
      isTooLarge,
    }),
  };
}

/** Reads the body of a response with it. What goes on after it has had enough is not received. */
export async function takeAnswer(response: Response, options: { most: number; mayLeaveOut: boolean }): Promise<Taken> {
  const taker = createTaker(options);
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || value === undefined) return taker.taken();
    if (taker.take(value as Uint8Array)) continue;
    await reader?.cancel().catch(() => undefined); // it is over, one way or the other
    return taker.taken();
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COMMA = 0x2c;
