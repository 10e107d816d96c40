import { Calendar } from '@strapi/icons';
import type { StrapiApp } from '@strapi/strapi/admin';
import { type ComponentType, createElement } from 'react';

import { MenuIcon } from './attention/MenuIcon';
import { columnOfStanding } from './decisions/columnOfStanding';
import { ExplainPanel } from './decisions/ExplainPanel';
import { OrganizationPanel } from './decisions/OrganizationPanel';
import { registerCustomFields } from './fields/customFields';
import { columnsOfOwnTypes } from './forms/columnsOfOwnTypes';
import { ChoiceInput } from './forms/ChoiceInput';
import { EngineFields } from './forms/EngineFields';
import { FieldHelp } from './forms/FieldHelp';
import { CHOICE_INPUT, ENGINE_FIELDS, formOfOwnTypes, GROUP_HEADING } from './forms/formOfOwnTypes';
import { GroupHeading } from './forms/GroupHeading';
import { permissions } from './permissions';
import { PLUGIN_ID } from './pluginId';
import { loadTranslations, sayIn } from './translations/load';

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: `plugins/${PLUGIN_ID}/calendar`,
      icon: MenuIcon,
      intlLabel: { id: `${PLUGIN_ID}.calendar.link`, defaultMessage: 'Calendar' },
      permissions: permissions.readCalendar,
      Component: () => import('./pages/Calendar').then((page) => ({ default: page.ProtectedCalendarPage })),
      position: 2,
    });
    app.addSettingsLink({ id: PLUGIN_ID, intlLabel: { id: `${PLUGIN_ID}.section`, defaultMessage: 'Microsoft 365' } }, [
      {
        id: `${PLUGIN_ID}.system`,
        to: `${PLUGIN_ID}/system`,
        intlLabel: { id: `${PLUGIN_ID}.system.link`, defaultMessage: 'System' },
        permissions: permissions.readSettings,
        Component: () => import('./pages/System').then((page) => ({ default: page.ProtectedSystemPage })),
      },
      {
        id: `${PLUGIN_ID}.organizations`,
        to: `${PLUGIN_ID}/organizations`,
        intlLabel: { id: `${PLUGIN_ID}.organizations.link`, defaultMessage: 'Organizations' },
        permissions: permissions.readOrganizations,
        Component: () => import('./pages/Organizations').then((page) => ({ default: page.ProtectedOrganizationsPage })),
      },
      {
        id: `${PLUGIN_ID}.users`,
        to: `${PLUGIN_ID}/users`,
        intlLabel: { id: `${PLUGIN_ID}.users.link`, defaultMessage: 'Users' },
        permissions: permissions.readUsers,
        Component: () => import('./pages/Users').then((page) => ({ default: page.ProtectedUsersPage })),
      },
      {
        id: `${PLUGIN_ID}.mailboxes`,
        to: `${PLUGIN_ID}/mailboxes`,
        intlLabel: { id: `${PLUGIN_ID}.mailboxes.link`, defaultMessage: 'Mailboxes' },
        permissions: permissions.manageAccounts,
        Component: () => import('./pages/Mailboxes').then((page) => ({ default: page.ProtectedMailboxesPage })),
      },
      {
        id: `${PLUGIN_ID}.records`,
        to: `${PLUGIN_ID}/records`,
        intlLabel: { id: `${PLUGIN_ID}.records.link`, defaultMessage: 'Records' },
        permissions: permissions.readSettings,
        Component: () => import('./pages/Records').then((page) => ({ default: page.ProtectedRecordsPage })),
      },
      {
        id: `${PLUGIN_ID}.status`,
        to: `${PLUGIN_ID}/status`,
        intlLabel: { id: `${PLUGIN_ID}.status.link`, defaultMessage: 'Status' },
        permissions: permissions.readSync,
        Component: () => import('./pages/Status').then((page) => ({ default: page.ProtectedStatusPage })),
      },
      {
        id: `${PLUGIN_ID}.conflicts`,
        to: `${PLUGIN_ID}/conflicts`,
        intlLabel: { id: `${PLUGIN_ID}.conflicts.link`, defaultMessage: 'Conflicts' },
        permissions: permissions.readSync,
        Component: () => import('./pages/Conflicts').then((page) => ({ default: page.ProtectedConflictsPage })),
      },
      {
        id: `${PLUGIN_ID}.held`,
        to: `${PLUGIN_ID}/held`,
        intlLabel: { id: `${PLUGIN_ID}.held.link`, defaultMessage: 'Held items' },
        permissions: permissions.readSync,
        Component: () => import('./pages/Held').then((page) => ({ default: page.ProtectedHeldPage })),
      },
      {
        id: `${PLUGIN_ID}.me`,
        to: `${PLUGIN_ID}/me`,
        intlLabel: { id: `${PLUGIN_ID}.me.link`, defaultMessage: 'My Microsoft 365' },
        permissions: permissions.readMe,
        Component: () => import('./pages/Me').then((page) => ({ default: page.ProtectedMePage })),
      },
    ]);
    app.widgets.register({
      id: 'attention',
      pluginId: PLUGIN_ID,
      icon: Calendar,
      title: { id: `${PLUGIN_ID}.attention.title`, defaultMessage: 'Microsoft 365' },
      link: { label: { id: `${PLUGIN_ID}.attention.open`, defaultMessage: 'My Microsoft 365' }, href: `/settings/${PLUGIN_ID}/me` },
      component: () => import('./attention/AttentionWidget').then(({ AttentionWidget }) => AttentionWidget),
      permissions: permissions.readMe,
    });
    registerCustomFields(app);
    app.addFields([
      { type: CHOICE_INPUT, Component: ChoiceInput as ComponentType },
      { type: GROUP_HEADING, Component: GroupHeading as ComponentType },
      { type: ENGINE_FIELDS, Component: EngineFields as ComponentType },
    ]);
    app.registerPlugin({ id: PLUGIN_ID, name: 'Microsoft 365' });
  },
  bootstrap(app: StrapiApp) {
    const { addEditViewSidePanel } = app.getPlugin('content-manager').apis as { addEditViewSidePanel?: (panels: unknown[]) => void };
    if (typeof addEditViewSidePanel === 'function') addEditViewSidePanel([ExplainPanel, OrganizationPanel]);
    app.registerHook('Admin/CM/pages/ListView/inject-column-in-table', columnsOfOwnTypes);
    app.registerHook('Admin/CM/pages/ListView/inject-column-in-table', columnOfStanding);
    app.registerHook(
      'Admin/CM/pages/EditView/mutate-edit-view-layout',
      formOfOwnTypes({ say: sayIn(languageOfPanel), helpOf: (of) => createElement(FieldHelp, of) }),
    );
  },
  registerTrads: loadTranslations,
};

/** Where Strapi keeps it: a hook is no component, and cannot ask React. */
const languageOfPanel = (): string => window.localStorage.getItem('strapi-admin-language') ?? 'en';
