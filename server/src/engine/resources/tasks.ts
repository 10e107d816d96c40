import { storableOf } from '../../../../src/canonical/text';
import { asTask } from '../../../../src/tasks/as-task';
import { checklistBody, checklistChanges } from '../../../../src/tasks/checklist/changes';
import { tasksIn } from '../../../../src/tasks/definition';
import { linkedResource } from '../../../../src/tasks/linked-resource';
import type { GraphRequest } from '../../microsoft/port';
import type { Collection } from '../../storage/port';
import type { Mailboxed, GraphResource, Place } from './graph-resource';
import { restOf } from './rest-of-list';

const expand = '$expand=linkedResources,checklistItems';
const listPath = (id: string): string => `/todo/lists/${encodeURIComponent(id)}`;
const inList = ({ id }: Place): string => `${listPath(id)}/tasks`;

/** Tasks of the mailbox' To Do lists (graph-facts §2). `entryUrl` leads to an entry in Strapi's admin panel; `isRich`: a home holds bodies with their formatting. */
export function tasksResource({
  timeZone,
  isRich,
  entryUrl,
}: Mailboxed & {
  readonly isRich: boolean;
  readonly entryUrl: (uid: string, documentId: string) => string;
}): GraphResource {
  const definition = tasksIn({ timeZone, isRich });
  // Instants: in a zone, an hour that comes twice in autumn would be told as one. Which day it is there, the definition knows.
  const utc = 'outlook.timezone="UTC"';
  const itemPath = (list: Place, address: string): string => `${inList(list)}/${encodeURIComponent(address)}`;
  return {
    definition,
    collectionsPath: '/todo/lists',
    readCollections: listsOf,
    collectionPath: listPath,
    hasSeveral: true,
    hasWindow: false,
    firstPagePath: (list) => `${inList(list)}/delta?${expand}`,
    viewPath: null,
    wherePath: null,
    findByUidPath: null,
    itemPath,
    wholePath: (list, address) => `${itemPath(list, address)}?${expand}`,
    askedApart: (list, address, body) => restOf(body, { name: 'checklistItems', path: `${itemPath(list, address)}/checklistItems` }),
    createPath: inList,
    apart: ({ collection, address, from, to }) => {
      const path = `${itemPath(collection, address)}/checklistItems`;
      return checklistChanges(asTask(from).checklist, asTask(to).checklist).map((change): GraphRequest => {
        if (change.kind === 'create') return { method: 'POST', path, body: checklistBody(change.entry) };
        const ofEntry = `${path}/${encodeURIComponent(change.id)}`;
        return change.kind === 'delete'
          ? { method: 'DELETE', path: ofEntry }
          : { method: 'PATCH', path: ofEntry, body: checklistBody(change.entry) };
      });
    },
    find: { kind: 'scan', path: (list) => `${inList(list)}?${expand}` },
    allPath: null,
    createExtras: ({ uid, documentId }) => ({ linkedResources: [linkedResource(documentId, entryUrl(uid, documentId))] }),
    isReadBeforeWriting: true,
    mayRefuseText: true,
    readHeaders: { Prefer: `${utc}, odata.maxpagesize=200` },
    writeHeaders: { Prefer: utc },
    sharedUidColumn: null,
    parts: null,
    isChosenByName: false,
    collectionColumn: 'listName',
    // App-only without its permission To Do answers 401 (graph-facts §2.5); a mailbox or a cloud may have none, and not know its address.
    ownFailures: ['forbidden', 'no-mailbox', 'not-found', 'rejected'],
  };
}

/** The default list is the one that To Do itself puts new tasks into; its name is in the person's language (graph-facts §2.1). */
function listsOf(body: unknown): Collection[] {
  const lists = (body as { value?: unknown } | null)?.value;
  return (Array.isArray(lists) ? lists : []).flatMap((list) => {
    const { id, displayName, wellknownListName, isOwner } = (list ?? {}) as Record<string, unknown>;
    if (typeof id !== 'string' || id === '') return [];
    // What is in the list of flagged mails is a mail: it can be read and ticked off in Outlook only.
    return [
      {
        id,
        name: storableOf(displayName),
        isDefault: wellknownListName === 'defaultList',
        isReadOnly: wellknownListName === 'flaggedEmails',
        isOwned: isOwner !== false,
        owner: null,
      },
    ];
  });
}
