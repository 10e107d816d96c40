import { Box, Searchbar, SearchForm } from '@strapi/design-system';
import { useEffect, useState } from 'react';

import { useText } from '../text/useText';

const PAUSE_MILLISECONDS = 300;

/** Searches when the typing pauses. */
export function SearchField({ label, value, onSearch }: { label: string; value: string; onSearch: (text: string) => void }) {
  const t = useText();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]); // somebody went back to another search
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => onSearch(typed), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only typing starts a search
  }, [typed]);

  const search = (text: string) => {
    setTyped(text);
    onSearch(text);
  };
  return (
    <Box flex="1 1 22rem" maxWidth={{ initial: '100%', medium: '36rem' }}>
      <SearchForm
        onSubmit={(event) => {
          event.preventDefault();
          search(typed);
        }}
      >
        <Searchbar
          name="search"
          size="M"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onClear={() => search('')}
          clearLabel={t('list.clear-search')}
          placeholder={label}
        >
          {label}
        </Searchbar>
      </SearchForm>
    </Box>
  );
}
