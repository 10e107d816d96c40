import type { Core } from '@strapi/types';
import { accountModel, signInModel } from './accounts';
import { applicationModel } from './application';
import { giveDefaultOwner } from './changes/default-owner';
import { duplicateAsNew } from './changes/duplicate';
import type { Watched } from './changes/owners';
import type { PluginConfig } from './config';
import { mailboxModels } from './mailboxes';
import { syncModels } from './stores/models';

export const watched: readonly Watched[] = [
  {
    uid: 'plugin::microsoft-sync.calendar-event',
    resource: 'calendar',
    ofMicrosoft: ['attendees', 'organizer', 'isOrganizer', 'isCancelled', 'onlineMeetingUrl', 'webLink', 'calendarName', 'iCalUId'],
    parts: {
      relation: 'series',
      inverse: 'exceptions',
      place: 'originalStart',
      removed: 'excludedDates',
      dates: ['start', 'isAllDay', 'timeZone', 'recurrence'],
    },
  },
  { uid: 'plugin::microsoft-sync.task', resource: 'tasks', ofMicrosoft: ['listName'] },
];

export function register({ strapi }: { strapi: Core.Strapi }): void {
  for (const model of [...syncModels, accountModel, signInModel, applicationModel, ...mailboxModels]) strapi.get('models').add(model);
  const { host } = strapi.config.get('plugin::microsoft-sync') as PluginConfig;
  aimRelations(strapi, host.user);
  giveDefaultOwner(strapi, watched, host.user);
  duplicateAsNew(strapi, watched);
  hideFromGraphql(strapi);
}

interface GraphqlExtension {
  shadowCRUD(uid: string): { disable(): unknown };
}

/** Strapi's GraphQL plugin makes queries and mutations of every content type. Settings are read and written through their service alone, which checks them. */
function hideFromGraphql(strapi: Core.Strapi): void {
  const graphql = strapi.plugin('graphql') as { service(name: 'extension'): GraphqlExtension } | undefined;
  for (const { uid, pluginOptions } of Object.values(strapi.contentTypes)) {
    const isHidden = (pluginOptions?.['content-manager'] as { visible?: boolean } | undefined)?.visible === false;
    if (isHidden && uid.startsWith('plugin::microsoft-sync.')) graphql?.service('extension').shadowCRUD(uid).disable();
  }
}

/** Relations to people point at the host's own user type (strapi-notes §2.3: a target is fixed when schemas are loaded). */
function aimRelations(strapi: Core.Strapi, userType: string): void {
  const relations: [uid: string, attribute: string][] = [
    ...watched.map(({ uid }): [string, string] => [uid, 'owner']),
    ['plugin::microsoft-sync.organization', 'members'],
  ];
  for (const [uid, attribute] of relations)
    strapi.get('content-types').extend(uid, (contentType: { attributes: Record<string, object> }) => {
      contentType.attributes[attribute] = { ...contentType.attributes[attribute], target: userType };
      return contentType;
    });
}
