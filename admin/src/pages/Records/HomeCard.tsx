import { Badge, Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { HomeReading } from '../../../../src/contracts';
import { Card } from '../../components/Card';
import { type Column, DataTable } from '../../components/DataTable';
import { Facts } from '../../components/Facts';
import { Moment } from '../../components/Moment';
import { Notice } from '../../components/Notice';
import { PLUGIN_ID } from '../../pluginId';
import { fieldName } from '../../text/fieldName';
import { confirmationText, mappedDirectionText, resourceText, versionText } from '../../text/labels';
import { type Text, useText } from '../../text/useText';

type Field = HomeReading['fields'][number];

/** One home: what stands where, which entries take part, how many there are, and what is wrong with them. */
export function HomeCard({ home, names }: { home: HomeReading; names: Record<string, string> }) {
  const t = useText();
  const { counts, confirmation, isBuiltIn } = home;
  return (
    <Card
      title={isBuiltIn || home.name === home.uid ? home.displayName : `${home.displayName}: ${home.name}`}
      aside={
        <Flex gap={2} wrap="wrap">
          <Badge>{t(resourceText[home.resource])}</Badge>
          {isBuiltIn ? <Badge>{t('records.built-in')}</Badge> : <State state={confirmation.state} />}
        </Flex>
      }
    >
      <Problems counts={counts} />
      <Facts
        facts={[
          { name: t('records.take-part'), value: counts.takePart },
          { name: t('records.linked'), value: counts.linked },
          { name: t('records.left-alone'), value: counts.leftAlone },
        ]}
      />
      {isBuiltIn ? (
        <Typography textColor="neutral600">{t(home.accepts === 'none' ? 'records.built-in-off' : 'records.built-in-on')}</Typography>
      ) : (
        <>
          <Facts
            facts={[
              { name: t('records.type'), value: home.uid },
              { name: t('records.owner'), value: home.owner },
              { name: t('records.which'), value: home.takesPart ? conditionText(home.takesPart) : t('records.which-all') },
              { name: t('records.accepts'), value: acceptsText(home.accepts, t) },
              ...(home.version ? [{ name: t('records.version'), value: t(versionText[home.version]) }] : []),
              ...(home.locale ? [{ name: t('records.locale'), value: home.locale }] : []),
              ...(home.durationMinutes
                ? [{ name: t('records.duration'), value: t('records.minutes', { count: home.durationMinutes }) }]
                : []),
              ...(confirmation.at
                ? [{ name: t('records.confirmed'), value: <Confirmed confirmation={confirmation} names={names} /> }]
                : []),
            ]}
          />
          <Mapping home={home} />
        </>
      )}
    </Card>
  );
}

function State({ state }: { state: HomeReading['confirmation']['state'] }) {
  const t = useText();
  return state === 'confirmed' ? (
    <Badge>{t(confirmationText[state])}</Badge>
  ) : (
    <Badge backgroundColor="warning100" textColor="neutral800">
      {t(confirmationText[state])}
    </Badge>
  );
}

function Confirmed({ confirmation: { at, by }, names }: { confirmation: HomeReading['confirmation']; names: Record<string, string> }) {
  const t = useText();
  return (
    <>
      {at === null ? null : <Moment instant={at} />}{' '}
      {t('records.by', { name: (by === null ? undefined : names[by]) ?? t('records.by-code') })}
    </>
  );
}

function Problems({ counts: { refusedByHost, unpublished, heldOtherwise } }: Pick<HomeReading, 'counts'>) {
  const t = useText();
  const lines = [
    refusedByHost > 0 ? t('records.refused', { count: refusedByHost }) : null,
    unpublished > 0 ? t('records.unpublished', { count: unpublished }) : null,
    heldOtherwise > 0 ? t('records.held', { count: heldOtherwise }) : null,
  ].filter((line) => line !== null);
  if (lines.length === 0) return null;
  return (
    <Notice
      tone="warning"
      action={
        <Link tag={NavLink} to={`/settings/${PLUGIN_ID}/held`}>
          {t('explain.to-held')}
        </Link>
      }
    >
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Notice>
  );
}

function Mapping({ home: { fields, name } }: { home: HomeReading }) {
  const t = useText();
  const columns: Column<Field>[] = [
    { head: t('records.field'), cell: ({ field }) => fieldName(t, field) },
    { head: t('records.attribute'), cell: ({ attributes }) => attributes.join(', ') },
    { head: t('records.direction'), cell: ({ direction }) => t(mappedDirectionText[direction]) },
    { head: t('records.values'), cell: (field) => <Values field={field} /> },
  ];
  return <DataTable label={t('records.mapping', { name })} columns={columns} rows={fields} keyOf={({ field }) => field} />;
}

function Values({ field: { values, hasFunction } }: { field: Field }) {
  const t = useText();
  const pairs = Object.entries(values ?? {}).map(([microsoft, host]) => `${microsoft} → ${said(host)}`);
  const lines = [...pairs, ...(hasFunction ? [t('records.function')] : [])];
  return lines.length === 0 ? (
    t('records.as-is')
  ) : (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

const said = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** `kind = call`; what is more than that, as it was written down. */
const conditionText = (filters: Record<string, unknown>): string =>
  Object.entries(filters)
    .map(([name, value]) => (typeof value === 'object' ? `${name}: ${said(value)}` : `${name} = ${said(value)}`))
    .join(', ');

function acceptsText(accepts: HomeReading['accepts'], t: Text): string {
  if (accepts === 'all') return t('records.accepts-all');
  if (accepts === 'none') return t('records.accepts-none');
  if (accepts === 'function') return t('records.function');
  const { categories, calendars, organizer } = accepts;
  return [
    categories ? t('records.accepts-categories', { names: categories.join(', ') }) : null,
    calendars ? t('records.accepts-calendars', { names: calendars.join(', ') }) : null,
    organizer === 'owner' ? t('records.accepts-own') : null,
  ]
    .filter((part) => part !== null)
    .join('; ');
}
