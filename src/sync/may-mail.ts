import type { SettingValues, Side } from '../contracts';
import type { ResourceDefinition, Values } from './resource';

/** What a person has said about one item. Kept with its link until a run has gone by it, then gone: it counts once. */
export type Verdict =
  /**
   * Of these fields this side's values count, whatever the strategy says, of those in `except` the other side's; for an edit against a deletion:
   * what this side did.
   */
  | ({ readonly kind: 'winner' } & Choice)
  /** Microsoft may send mail because of this very write. */
  | { readonly kind: 'mail'; readonly write: MailingWrite };

/** Which side counts for which fields. */
export interface Choice {
  readonly winner: Side;
  readonly fields: readonly string[];
  readonly except?: readonly string[];
}

/** The side that was chosen for a field; null: nobody was asked about it. */
export function chosenSide(choice: Choice | null | undefined, field: string): Side | null {
  if (!choice?.fields.includes(field)) return null;
  return choice.except?.includes(field) ? otherSide(choice.winner) : choice.winner;
}

export const otherSide = (side: Side): Side => (side === 'strapi' ? 'microsoft' : 'strapi');

/** A write that would mail people: what would be written, and whom. */
export interface MailingWrite {
  readonly kind: 'update' | 'delete';
  /** The fields that mail, with their values; none for a deletion. */
  readonly values: Values;
  readonly mails: readonly string[];
}

/**
 * Whether a write that mails people may go on. Under `ask` only what was approved: the same values of the same fields to the same people;
 * `never` means never. Nor does `always` send what has only been found to differ: linking mails nobody.
 */
export function mayMail(
  definition: ResourceDefinition,
  { invitations }: { readonly invitations: SettingValues['calendarInvitations'] },
  { verdict, unsent }: { readonly verdict?: Verdict; readonly unsent?: Values },
  write: MailingWrite,
): boolean {
  if (invitations === 'never') return false;
  if (invitations === 'always' && !isUnsent(definition, unsent, write)) return true;
  return verdict?.kind === 'mail' && saysTheSame(definition, verdict.write, write);
}

/** The side that a person has decided for. */
export const personsChoice = (verdict: Verdict | undefined): Side | null => (verdict?.kind === 'winner' ? verdict.winner : null);

/** Nobody has edited it since the two were linked. */
function isUnsent({ fields }: ResourceDefinition, unsent: Values | undefined, { kind, values }: MailingWrite): boolean {
  return (
    kind === 'update' &&
    unsent !== undefined &&
    Object.keys(values).every((name) => name in unsent && fields[name]?.isEqual(unsent[name], values[name]) === true)
  );
}

function saysTheSame({ fields }: ResourceDefinition, approved: MailingWrite, write: MailingWrite): boolean {
  if (approved.kind !== write.kind || write.mails.length > approved.mails.length) return false;
  const isApproved = (name: string) => name in approved.values && fields[name]?.isEqual(approved.values[name], write.values[name]) === true;
  const mails = new Set(approved.mails);
  return Object.keys(write.values).every(isApproved) && write.mails.every((address) => mails.has(address));
}
