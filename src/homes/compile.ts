import { EVENT_FIELDS, type FieldMapping, type HomeMapping, type Resource, TASK_FIELDS } from '../contracts';
import { attributeAt } from './attribute-at';
import { codecOf } from './codec';
import { formOf } from './forms';
import type { Home } from './home';
import { mappedRows } from './mapped-rows';
import type { Attribute, Schemas } from './schemas';

/**
 * A mapping that has been checked, made ready for use. `defaultLocale`: Strapi's.
 */
export function compileHome(
  resource: Resource,
  mapping: HomeMapping,
  { schemas, defaultLocale }: { schemas: Schemas; defaultLocale: string },
): Home {
  const schema = schemas.contentType(mapping.uid);
  const attributeOf = (path: string): Attribute | null => {
    const found = schema ? attributeAt(path, mapping.uid, schema, schemas) : null;
    return found && 'attribute' in found ? found.attribute : null;
  };
  const codecs = Object.entries(mapping.fields as Record<string, string | FieldMapping>).map(([field, given]) => {
    const of: FieldMapping = typeof given === 'string' ? { attribute: given } : given;
    const name = isFormatted(of) ? 'html' : field;
    const [path = ''] = Array.isArray(of.attribute) ? of.attribute : [of.attribute];
    return codecOf(name, of, formOf(name, of, attributeOf(path)));
  });
  const fields = fieldsOf(resource);
  const held = new Map(codecs.map((codec) => [codec.field, codec]));
  const durationMinutes = held.has('end') ? null : (mapping.durationMinutes ?? null);
  const isRead = (field: string) =>
    held.has(field) ? held.get(field)?.direction !== 'to-strapi' : field === 'end' && durationMinutes !== null;
  const isWritten = (field: string) => held.has(field) && held.get(field)?.direction !== 'to-microsoft';
  return {
    resource,
    name: mapping.name ?? mapping.uid,
    uid: mapping.uid,
    owner: mapping.owner.split('.'),
    codecs,
    rows: mappedRows,
    says: { unread: fields.filter((field) => !isRead(field)), unheld: fields.filter((field) => !isWritten(field)) },
    isSame: false,
    durationMinutes,
    occurrenceDays: resource === 'calendar' && !held.has('recurrence') ? occurrenceDaysOf(mapping) : null,
    takesPart: mapping.takesPart ?? null,
    accepts: mapping.accepts ?? 'none',
    create: mapping.create ?? {},
    version: schema?.options?.draftAndPublish ? (mapping.version ?? 'published') : null,
    locale: schema?.pluginOptions?.i18n?.localized ? (mapping.locale ?? defaultLocale) : null,
  };
}

const occurrenceDaysOf = ({ series, occurrenceDays = 60 }: HomeMapping): number | null => (series === 'leave' ? null : occurrenceDays);

/** Of a body: it is held with its formatting, which is a field of its own. */
const isFormatted = ({ format = 'text' }: FieldMapping): boolean => format !== 'text';

/** Columns that are no values of an item: what it belongs to, and where it lies. */
const PLACES = new Set(['series', 'calendarName', 'listName']);
const fieldsOf = (resource: Resource): readonly string[] =>
  [...(resource === 'calendar' ? EVENT_FIELDS : TASK_FIELDS), 'html'].filter((field) => !PLACES.has(field));
