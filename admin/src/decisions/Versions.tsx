import type { ConflictItem } from '../../../src/contracts/http';
import { type Column, DataTable } from '../components/DataTable';
import { fieldName } from '../text/fieldName';
import { useText } from '../text/useText';
import { FieldValue } from './FieldValue';

type Version = ConflictItem['base'];

/** Both sides beside what they agreed on last, field by field. */
export function Versions({
  label,
  fields,
  base,
  strapi,
  microsoft,
}: {
  label: string;
  fields: string[];
  base: Version;
  strapi: Version;
  microsoft: Version;
}) {
  const t = useText();
  const cell = (version: Version, whenNull: string) => (field: string) =>
    version === null ? whenNull : <FieldValue field={field} value={version[field]} of={version} />;
  const columns: Column<string>[] = [
    { head: t('conflicts.field'), cell: (field) => fieldName(t, field) },
    { head: t('conflicts.base'), cell: cell(base, t('conflicts.no-base')) },
    { head: t('conflicts.strapi'), cell: cell(strapi, t('conflicts.deleted')) },
    { head: t('conflicts.microsoft'), cell: cell(microsoft, t('conflicts.deleted')) },
  ];
  return <DataTable label={label} columns={columns} rows={fields} keyOf={(field) => field} />;
}
