import { me } from './me';
import { oauth } from './oauth';
import { organizations } from './organizations';
import { settings } from './settings';
import { status } from './status';
import { users } from './users';

export const controllers = { settings, organizations, users, status, me, oauth };
