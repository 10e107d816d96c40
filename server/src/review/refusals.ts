import { errors } from '@strapi/utils';
import type { ErrorCode } from '../../../src/contracts/errors';

const notFound = (message: string, code: ErrorCode) => new errors.NotFoundError(message, { code });
const refused = (message: string, code: ErrorCode) => new errors.ApplicationError(message, { code });

/** Why a person's decision about an item cannot be taken. */
export const refusals = {
  unknownConflict: () => notFound('There is no conflict with this id (any more).', 'unknown-conflict'),
  unknownItem: () => notFound('There is no such item (any more). Reload the page.', 'unknown-item'),
  alreadyDecided: () => refused('This conflict is decided already.', 'already-decided'),
  notDecided: () => refused('This conflict is not decided yet: there is no loser to put back. Resolve it instead.', 'not-decided'),
  alreadyRestored: () => refused('The loser of this conflict has been put back already.', 'already-restored'),
  notRestorable: (why: string) => refused(`The loser of this conflict cannot be put back: ${why}`, 'not-restorable'),
  notApprovable: () =>
    refused('Only an item that is held because it would send mail can be approved. Try it again instead.', 'not-approvable'),
  invitationsOff: () =>
    refused(
      'Sending invitations is set to “never” here, so this cannot be approved. Change the setting, or send it from Outlook.',
      'invitations-off',
    ),
  busy: () => refused('A synchronization of this account is under way and does not end. Try again in a minute.', 'busy'),
};
