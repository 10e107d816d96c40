import type { ConflictResolution, HeldItem, Side } from '../contracts';
import type { Because } from '../contracts/reasons';
import type { RemoteFacts } from './link';
import type { Values } from './resource';
import type { MailingWrite } from './may-mail';

type StrapiWrite =
  | { readonly kind: 'none' }
  | { readonly kind: 'create'; readonly values: Values }
  | { readonly kind: 'update'; readonly values: Values; readonly fields: readonly string[] }
  | { readonly kind: 'delete' };

export type MicrosoftWrite =
  | { readonly kind: 'none' }
  | { readonly kind: 'create'; readonly values: Values }
  | { readonly kind: 'update'; readonly values: Values; readonly fields: readonly string[]; readonly mails: readonly string[] }
  | { readonly kind: 'delete'; readonly mails: readonly string[] };

type LinkChange =
  | { readonly kind: 'none' }
  /** `base`: what counts as agreed once the Strapi write is done, and before the Microsoft write is. */
  | { readonly kind: 'agree'; readonly base: Values; readonly facts: RemoteFacts }
  | { readonly kind: 'end' } // remembered
  | { readonly kind: 'drop' }; // nothing left on either side

export interface ConflictNote {
  readonly fields: readonly string[];
  readonly base: Values | null;
  readonly strapi: Values | null;
  readonly microsoft: Values | null;
  /** `null`: somebody has to decide; both sides stay as they are. */
  readonly decided: { readonly by: ConflictResolution | 'person'; readonly winner: Side } | null;
}
export interface HoldNote {
  readonly code: HeldItem['code'];
  readonly side: Side;
  /** A reason, as `because` makes it. */
  readonly message: Because;
  readonly fields: readonly string[];
  /** Of `would-send-mail`: what somebody may approve. */
  readonly write?: MailingWrite;
  /** It is tried again then, though nobody has changed it. */
  readonly nextTryAt?: string;
}

/** What to do about one item: a value that can be printed, compared, shown and carried out. */
export interface Decision {
  readonly strapi: StrapiWrite;
  readonly microsoft: MicrosoftWrite;
  readonly link: LinkChange;
  readonly conflict: ConflictNote | null;
  /** Further conflicts of the same item that are decided, each with its own winner. */
  readonly alsoDecided?: readonly ConflictNote[];
  readonly hold: HoldNote | null;
  readonly why: Because;
}

/** A decision: the reason, and what differs from doing nothing. */
export function decision(why: Because, rest: Partial<Decision> = {}): Decision {
  return { strapi: { kind: 'none' }, microsoft: { kind: 'none' }, link: { kind: 'none' }, conflict: null, hold: null, why, ...rest };
}
