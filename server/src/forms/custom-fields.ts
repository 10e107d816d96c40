import type { Core } from '@strapi/types';

/**
 * Inputs for people, which the admin panel shows (admin/src/fields). Each stands for a plain type, so a column, what REST gives and what an entry
 * may hold are those of that type; the sizes are what the Content Manager gives that type by itself.
 */
const fields = [
  { name: 'instant', type: 'datetime', size: 6 },
  { name: 'time-zone', type: 'string', size: 6 },
  { name: 'recurrence', type: 'text', size: 6 },
  { name: 'excluded-dates', type: 'json', size: 12 },
  { name: 'categories', type: 'json', size: 12 },
  { name: 'reminder', type: 'integer', size: 4 },
  { name: 'checklist', type: 'json', size: 12 },
] as const;

export function registerCustomFields(strapi: Core.Strapi): void {
  strapi.customFields.register(
    fields.map(({ name, type, size }) => ({ name, plugin: 'microsoft-sync', type, inputSize: { default: size, isResizable: true } })),
  );
}
