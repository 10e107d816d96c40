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
  route('POST', '/settings/system/impact', 'settings.weighSystem', 'settings.update'),
  route('GET', '/application', 'settings.readApplication', 'settings.read'),
  route('PUT', '/application', 'settings.writeApplication', 'settings.update'),
  route('GET', '/organizations', 'organizations.list', 'organizations.read'),
  route('GET', '/organizations/:id', 'organizations.find', 'organizations.read'),
  route('GET', '/organizations/:id/settings', 'organizations.readSettings', 'organizations.read'),
  route('PUT', '/organizations/:id/settings', 'organizations.writeSettings', 'organizations.update'),
  route('POST', '/organizations/:id/settings/impact', 'organizations.weighSettings', 'organizations.update'),
  route('GET', '/organizations/:id/application', 'organizations.readApplication', 'organizations.read'),
  route('PUT', '/organizations/:id/application', 'organizations.writeApplication', 'organizations.update'),
  route('DELETE', '/organizations/:id/application', 'organizations.removeApplication', 'organizations.update'),
  route('GET', '/users', 'users.list', 'users.read'),
  route('GET', '/users/:id', 'users.find', 'users.read'),
  route('GET', '/users/:id/settings', 'users.readSettings', 'users.read'),
  route('PUT', '/users/:id/settings', 'users.writeSettings', 'users.update'),
  route('POST', '/users/:id/settings/impact', 'users.weighSettings', 'users.update'),
  route('POST', '/users/:id/check', 'users.check', 'accounts.manage'),
  route('POST', '/users/:id/disconnect', 'users.disconnect', 'accounts.manage'),
  route('POST', '/users/:id/sync', 'users.sync', 'sync.run'),
  route('GET', '/users/:id/history', 'users.history', 'sync.read'),
  route('GET', '/status', 'status.find', 'sync.read'),
  route('GET', '/me', 'me.read', 'me.read'),
  route('GET', '/me/history', 'me.history', 'me.read'),
  route('POST', '/me/connect', 'me.connect', 'me.update'),
  route('POST', '/me/connect/finish', 'me.finishConnect', 'me.update'),
  route('POST', '/me/connect/failed', 'me.failConnect', 'me.update'),
  route('POST', '/me/check', 'me.check', 'me.update'),
  route('POST', '/me/disconnect', 'me.disconnect', 'me.update'),
  route('POST', '/me/sync', 'me.sync', 'me.update'),
  route('POST', '/me/approve', 'me.approve', 'me.update'),
];
