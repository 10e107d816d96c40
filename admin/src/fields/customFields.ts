import { Bell, BulletList, Calendar, Clock, Cross, Earth, PriceTag } from '@strapi/icons';
import type { StrapiApp } from '@strapi/strapi/admin';
import type { ComponentType } from 'react';

import { PLUGIN_ID } from '../pluginId';
import { message, type TextKey } from '../text/useText';

type Registered = Extract<Parameters<StrapiApp['customFields']['register']>[0], readonly unknown[]>[number];
interface CustomField {
  readonly name: string;
  readonly type: Registered['type'];
  readonly icon: ComponentType;
  readonly label: TextKey;
  readonly description: TextKey;
  readonly input: () => Promise<{ default: unknown }>;
}

/** Inputs that a host's own content types can have as well; the server knows them by the same names (server/src/forms). */
const fields: readonly CustomField[] = [
  {
    name: 'instant',
    type: 'datetime',
    icon: Calendar,
    label: 'custom.instant',
    description: 'custom.instant-what',
    input: () => import('../days/InstantInput'),
  },
  {
    name: 'time-zone',
    type: 'string',
    icon: Earth,
    label: 'custom.time-zone',
    description: 'custom.time-zone-what',
    input: () => import('./TimeZoneInput'),
  },
  {
    name: 'recurrence',
    type: 'text',
    icon: Clock,
    label: 'custom.recurrence',
    description: 'custom.recurrence-what',
    input: () => import('./RecurrenceInput'),
  },
  {
    name: 'excluded-dates',
    type: 'json',
    icon: Cross,
    label: 'custom.excluded-dates',
    description: 'custom.excluded-dates-what',
    input: () => import('./ExcludedDatesInput'),
  },
  {
    name: 'categories',
    type: 'json',
    icon: PriceTag,
    label: 'custom.categories',
    description: 'custom.categories-what',
    input: () => import('./CategoriesInput'),
  },
  {
    name: 'reminder',
    type: 'integer',
    icon: Bell,
    label: 'custom.reminder',
    description: 'custom.reminder-what',
    input: () => import('./ReminderInput'),
  },
  {
    name: 'checklist',
    type: 'json',
    icon: BulletList,
    label: 'custom.checklist',
    description: 'custom.checklist-what',
    input: () => import('./ChecklistInput'),
  },
];

export function registerCustomFields(app: StrapiApp): void {
  app.customFields.register(
    fields.map(({ name, type, icon, label, description, input }) => ({
      name,
      pluginId: PLUGIN_ID,
      type,
      icon,
      intlLabel: message(label),
      intlDescription: message(description),
      components: { Input: input as Registered['components']['Input'] },
    })),
  );
}
