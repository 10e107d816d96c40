import { Accordion, Box, Flex, Link, Typography } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';

import { useWhen } from '../days/useWhen';
import { fieldName } from '../text/fieldName';
import { type TextKey, useText } from '../text/useText';

/** What the engine writes of an event, to be looked at: folded away, for nobody has to do anything about it. */
export function EngineFields({ label, names }: { label: string; names: readonly string[] }) {
  const t = useText();
  const values = useForm('EngineFields', (form) => form.values as Readonly<Record<string, unknown>>);
  const told = names.flatMap((name) => {
    const value = values[name];
    return isNothing(value) ? [] : [{ name, value }];
  });
  return (
    <Accordion.Root>
      <Accordion.Item value="of-engine">
        <Accordion.Header>
          <Accordion.Trigger>{label}</Accordion.Trigger>
        </Accordion.Header>
        <Accordion.Content>
          <Box padding={4}>
            <Typography textColor="neutral600">{t(told.length === 0 ? 'form.of-engine-none' : 'form.of-engine-hint')}</Typography>
            <Flex tag="dl" direction="column" alignItems="stretch" gap={3} paddingTop={told.length === 0 ? 0 : 4}>
              {told.map(({ name, value }) => (
                <div key={name}>
                  <Typography tag="dt" variant="sigma" textColor="neutral600">
                    {fieldName(t, name)}
                  </Typography>
                  <Typography tag="dd" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
                    <Told value={value} of={values} />
                  </Typography>
                </div>
              ))}
            </Flex>
          </Box>
        </Accordion.Content>
      </Accordion.Item>
    </Accordion.Root>
  );
}

const responseText: Readonly<Record<string, TextKey>> = {
  organizer: 'response.organizer',
  accepted: 'response.accepted',
  declined: 'response.declined',
  tentativelyAccepted: 'response.tentative',
  notResponded: 'response.none',
};

function Told({ value, of }: { value: unknown; of: Readonly<Record<string, unknown>> }): ReactNode {
  const t = useText();
  const when = useWhen();
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (Array.isArray(value))
    return (
      <ul>
        {value.map((one, at) => (
          <li key={at}>
            <Told value={one as unknown} of={of} />
          </li>
        ))}
      </ul>
    );
  if (typeof value === 'object' && value !== null) {
    const { name, email, response, count } = value as Record<string, unknown>;
    if (typeof count === 'number') return t('form.entries', { count });
    const known = responseText[String(response)];
    const who = [name, email].filter((part) => typeof part === 'string' && part !== '');
    return `${[...new Set(who)].join(', ')}${known ? ` (${t(known)})` : ''}`;
  }
  const text = String(value);
  if (/^https:\/\//.test(text))
    return (
      <Link href={text} isExternal>
        {t('form.open-link')}
      </Link>
    );
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return when(text, { isAllDay: of['isAllDay'], timeZone: of['timeZone'] });
  return text;
}

/** Relations come as how many there are. */
function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && (value as { count?: unknown }).count === 0;
}
