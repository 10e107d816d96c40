import { me } from './me';
import { oauth } from './oauth';
import { settings } from './settings';

export const controllers = { settings, me, oauth };
