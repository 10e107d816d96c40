import type { StrapiApp } from '@strapi/strapi/admin';

import { permissions } from './permissions';
import { PLUGIN_ID } from './pluginId';
import { loadTranslations } from './translations/load';

export default {
  register(app: StrapiApp) {
    app.addSettingsLink({ id: PLUGIN_ID, intlLabel: { id: `${PLUGIN_ID}.section`, defaultMessage: 'Microsoft 365' } }, [
      {
        id: `${PLUGIN_ID}.system`,
        to: `${PLUGIN_ID}/system`,
        intlLabel: { id: `${PLUGIN_ID}.system.link`, defaultMessage: 'System' },
        permissions: permissions.readSettings,
        Component: () => import('./pages/System').then((page) => ({ default: page.ProtectedSystemPage })),
      },
      {
        id: `${PLUGIN_ID}.me`,
        to: `${PLUGIN_ID}/me`,
        intlLabel: { id: `${PLUGIN_ID}.me.link`, defaultMessage: 'My Microsoft 365' },
        permissions: permissions.readMe,
        Component: () => import('./pages/Me').then((page) => ({ default: page.ProtectedMePage })),
      },
    ]);
    app.registerPlugin({ id: PLUGIN_ID, name: 'Microsoft 365' });
  },
  registerTrads: loadTranslations,
};
