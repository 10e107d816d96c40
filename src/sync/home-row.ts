import type { Because } from '../contracts/reasons';
import type { LocalReading } from './resource';

type Row = Readonly<Record<string, unknown>>;

/** What the home of an entry says of it, beside the attributes. */
export interface HomeSays {
  /** Fields of which the entry says nothing: what stands in the row there is a default. */
  readonly unread: readonly string[];
  /** Fields that cannot be written there. */
  readonly unheld: readonly string[];
  /** It does not take part: why. */
  readonly apart?: Because;
  /** What comes in cannot be written at present (somebody has unpublished changes): what is so, and what to do. */
  readonly waits?: Because;
  /** It cannot be read: why. */
  readonly problem?: Because;
}

/** The name under which a row carries it; no attribute can have it. */
const HOME = '@home';

export const withHome = (row: Row, says: HomeSays): Row => ({ ...row, [HOME]: says });
export const homeSays = (row: Row): HomeSays | null => (row[HOME] as HomeSays | undefined) ?? null;

/** The plugin's own types have an attribute for each field, and hold of bodies the text. */
export const holdsTexts = { unread: ['html'], unheld: ['html'] } as const;

/** The reading of a row, with what its home says of it. A row of which no home says anything holds every field but these. */
export function asHomeSays(row: Row, reading: LocalReading, otherwise: Pick<HomeSays, 'unread' | 'unheld'>): LocalReading {
  const { unread, unheld, ...says }: HomeSays = homeSays(row) ?? otherwise;
  if (says.apart !== undefined) return { kind: 'left-alone', documentId: reading.documentId, why: says.apart };
  if (says.problem !== undefined) {
    const { documentId } = reading;
    return { kind: 'unusable', documentId, part: null, code: 'invalid-value', title: '', why: says.problem };
  }
  if (reading.kind !== 'item') return reading;
  return {
    ...reading,
    ...(unread.length > 0 ? { unread } : {}),
    ...(unheld.length > 0 ? { unheld } : {}),
    ...(says.waits === undefined ? {} : { waits: says.waits }),
  };
}
