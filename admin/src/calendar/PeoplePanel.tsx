import { Box, Checkbox, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { styled } from 'styled-components';

import type { CalendarPerson } from '../../../src/contracts/http-calendar';
import { Card } from '../components/Card';
import { OrganizationFilter } from '../lists/OrganizationFilter';
import { SearchField } from '../lists/SearchField';
import { stateText } from '../text/labels';
import { useText } from '../text/useText';
import type { Tone } from './people';

interface PeoplePanelProps {
  readonly people: readonly CalendarPerson[];
  readonly me: string | null;
  readonly total: number;
  readonly on: ReadonlySet<string>;
  readonly tones: ReadonlyMap<string, Tone>;
  readonly onSwitch: (id: string, isOn: boolean) => void;
  readonly onFilter: (filter: { search: string; organization: string }) => void;
}

const Swatch = styled.span<{ $tone: Tone }>`
  width: 1.2rem;
  height: 1.2rem;
  flex-shrink: 0;
  border-radius: 3px;
  background: ${({ theme, $tone }) => theme.colors[`${$tone}600`]};
`;

/** Whose calendars are shown, in which colours. */
export function PeoplePanel({ people, me, total, on, tones, onSwitch, onFilter }: PeoplePanelProps) {
  const t = useText();
  const [filter, setFilter] = useState({ search: '', organization: '' });
  const narrow = (part: Partial<typeof filter>) => {
    const next = { ...filter, ...part };
    setFilter(next);
    onFilter(next);
  };
  const isFiltered = filter.search !== '' || filter.organization !== '';
  const hasOthers = total > 0 || isFiltered;
  return (
    <Card title={t('calendar.people')}>
      {hasOthers ? (
        <Flex gap={2} wrap="wrap" role="group" aria-label={t('list.filters')}>
          <SearchField label={t('users.search')} value={filter.search} onSearch={(search) => narrow({ search })} />
          <OrganizationFilter value={filter.organization} onChange={(organization) => narrow({ organization })} />
        </Flex>
      ) : null}
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2} maxHeight="32rem" overflow="auto">
        {people.map(({ id, name, organization, state }) => (
          <Flex tag="li" key={id} gap={2} alignItems="center" wrap="wrap">
            <Swatch $tone={tones.get(id) ?? 'primary'} aria-hidden />
            <Box flex="1" minWidth={0}>
              <Checkbox checked={on.has(id)} onCheckedChange={(isOn) => onSwitch(id, isOn === true)}>
                {id === me ? t('calendar.me', { name }) : name}
              </Checkbox>
              <Typography variant="pi" textColor="neutral600">
                {[id === me ? null : organization?.name, state === 'connected' ? null : t(stateText[state])].filter(Boolean).join(' · ')}
              </Typography>
            </Box>
          </Flex>
        ))}
      </Flex>
      {people.length === 0 ? <Typography textColor="neutral600">{t('list.nothing-found')}</Typography> : null}
    </Card>
  );
}
