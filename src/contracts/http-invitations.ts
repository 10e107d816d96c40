/** Why somebody gets no invitation to connect. */
export type NotInvited =
  | 'connected'
  | 'application-mode' // they are connected by themselves once a mailbox is assigned
  | 'switched-off' // neither calendar nor tasks are synchronized for them
  | 'blocked'
  | 'may-not-connect' // no role of theirs has `me.update`
  | 'no-address'
  | 'mails-off'
  | 'invited-already'; // within a day
export interface Invitation {
  user: string;
  name: string;
  email: string;
  /** null: a mail would go to them. */
  not: NotInvited | null;
}
/** GET `/invitations`; filters `organization`, `search` and `user`: people who have not connected, and whom a mail would go to. */
export interface Invitations {
  people: Invitation[];
  /** How many there are in all; `people` are the first hundred. */
  total: number;
  /** The page that the mail leads to, where one connects once signed in; null: there is none that the plugin knows. */
  url: string | null;
  /** Strapi's e-mail plugin has a provider. */
  canMail: boolean;
}
/** POST `/invitations`, 100 people at most; answers `InvitationOutcome[]` in the order of `users`. */
export interface Invite {
  users: string[];
}
export interface InvitationOutcome {
  user: string;
  outcome: 'sent' | 'failed' | 'out-of-reach' | NotInvited;
}
