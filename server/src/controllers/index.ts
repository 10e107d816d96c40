import { calendar } from './calendar';
import { categories } from './categories';
import { conflicts } from './conflicts';
import { explain } from './explain';
import { health } from './health';
import { held } from './held';
import { invitations } from './invitations';
import { mailboxes } from './mailboxes';
import { me } from './me';
import { myAccount } from './rest/my-account';
import { myCollections } from './rest/my-collections';
import { myEvents, myTasks } from './rest/my-items';
import { myConflicts, myHeld } from './rest/my-notes';
import { mySettings } from './rest/my-settings';
import { notifications } from './notifications';
import { oauth } from './oauth';
import { organizations } from './organizations';
import { records } from './records';
import { saving } from './saving';
import { settings } from './settings';
import { status } from './status';
import { users } from './users';

const forAdministrators = {
  settings,
  organizations,
  users,
  status,
  conflicts,
  held,
  explain,
  mailboxes,
  invitations,
  records,
  me,
  calendar,
  categories,
  saving,
};
/** As Users & Permissions lists them. */
const forMembers = { myAccount, mySettings, myCollections, myHeld, myConflicts, myEvents, myTasks };

export const controllers = { ...forAdministrators, ...forMembers, oauth, notifications, health };
