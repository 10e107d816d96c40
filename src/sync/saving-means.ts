/** What a run would hold of an entry as somebody is about to save it, for forms: the very reading and decision that it would make. */
import { fieldOfReason } from '../contracts/field-of-reason';
import type { Because } from '../contracts/reasons';
import { decide } from './decide';
import type { Link } from './link';
import type { LocalReading, ResourceDefinition } from './resource';
import type { ResourceSettings } from './situation';

type Row = Readonly<Record<string, unknown>>;

export interface WouldBeHeld {
  readonly fields: readonly string[];
  readonly why: Because;
}

interface AboutToSave {
  readonly definition: ResourceDefinition;
  readonly settings: ResourceSettings;
  /** Null: Microsoft has not seen it yet. */
  readonly link: Link | null;
  /** Its calendar or list can only be read. */
  readonly isReadOnly: boolean;
  /** The entry as it would be. */
  readonly row: Row;
}

/** What is missing is not told: forms ask for that themselves. */
export function wouldBeHeld({ row, ...of }: AboutToSave): readonly WouldBeHeld[] {
  const { definition } = of;
  const { problems, reading } = problemsOf(definition, row);
  if (reading.kind !== 'item') return problems;
  if (problems.length > 0) {
    const long = definition.refusals(null, reading.values, Object.keys(definition.fields));
    return [...problems, ...long.map(({ fields, message }) => ({ fields, why: message }))];
  }
  const remote = { kind: of.link === null ? ('none' as const) : ('as-agreed' as const) };
  const { hold } = decide({ ...of, local: { kind: 'item', item: reading }, remote });
  return hold === null ? [] : [{ fields: hold.fields, why: hold.message }];
}

/** A reading ends at the first thing that is wrong. It is read on without that, so that each is told at its field. */
function problemsOf(definition: ResourceDefinition, given: Row): { problems: WouldBeHeld[]; reading: LocalReading } {
  const problems: WouldBeHeld[] = [];
  const seen = new Set<string>();
  for (let row = given; ;) {
    const reading = definition.readStrapi(row);
    const field = reading.kind === 'unusable' ? fieldOfReason(reading.why) : null;
    if (reading.kind !== 'unusable' || field === null || seen.has(field)) return { problems, reading };
    seen.add(field);
    if (!reading.why.startsWith('is-missing')) problems.push({ fields: [field], why: reading.why });
    row = { ...row, ...without(field) };
  }
}

const SOME = '2000-01-01T00:00:00.000Z';
const without = (field: string): Row =>
  field === 'start' || field === 'end' ? { start: SOME, end: SOME, isAllDay: false, recurrence: null } : { [field]: null };
