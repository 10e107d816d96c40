import { Box, Combobox, ComboboxOption } from '@strapi/design-system';
import { useEffect, useState } from 'react';

import { useMay } from '../components/useMay';
import { permissions } from '../permissions';
import { useGetMicrosoftOrganizationQuery, useGetMicrosoftOrganizationsQuery } from '../services/api';
import { useText } from '../text/useText';

const OFFERED = '20';
const PAUSE_MILLISECONDS = 300;

/** One organization of possibly thousands: what is typed is looked for on the server. Who may not read organizations gets no filter. */
export function OrganizationFilter({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const t = useText();
  const mayRead = useMay(permissions.readOrganizations) === true;
  const [typed, setTyped] = useState('');
  const search = usePaused(typed);
  const found = useGetMicrosoftOrganizationsQuery({ search, pageSize: OFFERED }, { skip: !mayRead });
  const chosen = useGetMicrosoftOrganizationQuery(value, { skip: !mayRead || value === '' });
  if (!mayRead) return null;

  const items = found.data?.items ?? [];
  const isChosenMissing = value !== '' && !items.some(({ id }) => id === value);
  const offered = isChosenMissing && chosen.data?.id === value ? [chosen.data, ...items] : items;
  return (
    <Box flex="1 1 20rem" maxWidth={{ initial: '100%', medium: '30rem' }}>
      <Combobox
        aria-label={t('list.organization')}
        placeholder={t('list.all-organizations')}
        autocomplete={{ type: 'list', filter: 'contains' }}
        value={value}
        loading={found.isFetching}
        loadingMessage={t('loading')}
        noOptionsMessage={() => t('list.no-organization')}
        clearLabel={t('list.all-organizations')}
        onInputChange={(event) => setTyped(event.target.value)}
        onChange={(id) => onChange(id ?? '')}
        onClear={() => {
          setTyped('');
          onChange('');
        }}
      >
        {offered.map(({ id, name }) => (
          <ComboboxOption key={id} value={id} textValue={name}>
            {name}
          </ComboboxOption>
        ))}
      </Combobox>
    </Box>
  );
}

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
