import { descriptionOf } from './schemas';

/** What describes it is for Strapi alone, in the schemas of a library that nobody else has to know. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly handler: string;
  readonly request: object;
  readonly response?: object;
}
const route = (method: string, path: string, handler: string): Route => ({
  method,
  path,
  handler,
  ...descriptionOf(method, path),
});

/**
 * For front ends of people of Users & Permissions. Each is an action there, which no role has until somebody gives it. Shapes:
 * `src/contracts/rest.ts`.
 */
export const memberRoutes = [
  route('GET', '/me', 'myAccount.read'),
  route('DELETE', '/me', 'myAccount.disconnect'),
  route('POST', '/me/connect', 'myAccount.connect'),
  route('POST', '/me/connect/finish', 'myAccount.finishConnect'),
  route('POST', '/me/check', 'myAccount.check'),
  route('POST', '/me/sync', 'myAccount.sync'),
  route('POST', '/me/start', 'myAccount.start'),
  route('GET', '/me/runs', 'myAccount.runs'),
  route('POST', '/me/runs/:id/approve', 'myAccount.approve'),
  route('GET', '/me/deletions', 'myAccount.deletions'),
  route('POST', '/me/deletions/bring-back', 'myAccount.bringBack'),
  route('POST', '/me/preview', 'myAccount.preview'),
  route('GET', '/me/occurrences', 'myAccount.occurrences'),
  route('GET', '/me/settings', 'mySettings.read'),
  route('PUT', '/me/settings', 'mySettings.write'),
  route('GET', '/me/collections/:resource', 'myCollections.read'),
  route('PUT', '/me/collections/:resource', 'myCollections.choose'),
  route('GET', '/me/held', 'myHeld.list'),
  route('POST', '/me/held/:id/approve', 'myHeld.approve'),
  route('POST', '/me/held/:id/retry', 'myHeld.retry'),
  route('POST', '/me/held/:id/ignore', 'myHeld.ignore'),
  route('POST', '/me/held/:id/unlink', 'myHeld.unlink'),
  route('GET', '/me/conflicts', 'myConflicts.list'),
  route('POST', '/me/conflicts/:id/resolve', 'myConflicts.resolve'),
  route('POST', '/me/conflicts/:id/restore', 'myConflicts.restore'),
  ...['events', 'tasks'].flatMap((items) => {
    const handler = items === 'events' ? 'myEvents' : 'myTasks';
    return [
      route('GET', `/me/${items}`, `${handler}.find`),
      route('POST', `/me/${items}`, `${handler}.create`),
      route('GET', `/me/${items}/:id`, `${handler}.findOne`),
      route('PUT', `/me/${items}/:id`, `${handler}.update`),
      route('DELETE', `/me/${items}/:id`, `${handler}.delete`),
    ];
  }),
  route('PUT', '/me/events/:id/occurrences/:originalStart', 'myEvents.editOccurrence'),
  route('DELETE', '/me/events/:id/occurrences/:originalStart', 'myEvents.cancelOccurrence'),
];

export const contentApiRoutes = [
  /** Microsoft sends people back here without any session; code and state are only handed on. */
  { method: 'GET', path: '/oauth/callback', handler: 'oauth.callback', config: { auth: false } },
  /** Microsoft tells here that something has changed; who it is shows in what it sends. */
  { method: 'POST', path: '/notifications', handler: 'notifications.take', config: { auth: false } },
  /** For probes: whether this process does its part. Tells nothing about anybody. */
  { method: 'GET', path: '/health', handler: 'health.find', config: { auth: false } },
  ...memberRoutes,
];
