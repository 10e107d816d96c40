import { action } from '../permissions';

const route = (method: string, path: string, handler: string, permission: Parameters<typeof action>[0]) => ({
  method,
  path,
  handler,
  config: { policies: ['admin::isAuthenticatedAdmin', { name: 'admin::hasPermissions', config: { actions: [action(permission)] } }] },
});

/** Everything the pages do. Shapes: `src/contracts/http.ts`. */
export const adminRoutes = [
  route('GET', '/settings/system', 'settings.readSystem', 'settings.read'),
  route('PUT', '/settings/system', 'settings.writeSystem', 'settings.update'),
  route('GET', '/application', 'settings.readApplication', 'settings.read'),
  route('PUT', '/application', 'settings.writeApplication', 'settings.update'),
  route('GET', '/me', 'me.read', 'me.read'),
  route('GET', '/me/history', 'me.history', 'me.read'),
  route('POST', '/me/connect', 'me.connect', 'me.update'),
  route('POST', '/me/connect/finish', 'me.finishConnect', 'me.update'),
  route('POST', '/me/connect/failed', 'me.failConnect', 'me.update'),
  route('POST', '/me/check', 'me.check', 'me.update'),
  route('POST', '/me/disconnect', 'me.disconnect', 'me.update'),
  route('POST', '/me/sync', 'me.sync', 'me.update'),
];
