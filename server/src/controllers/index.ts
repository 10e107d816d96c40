import { conflicts } from './conflicts';
import { explain } from './explain';
import { held } from './held';
import { mailboxes } from './mailboxes';
import { me } from './me';
import { oauth } from './oauth';
import { organizations } from './organizations';
import { records } from './records';
import { settings } from './settings';
import { status } from './status';
import { users } from './users';

export const controllers = { settings, organizations, users, status, conflicts, held, explain, mailboxes, records, me, oauth };
