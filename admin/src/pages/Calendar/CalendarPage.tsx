import { useState } from 'react';

import { useAttention } from '../../attention/useAttention';
import { Loaded } from '../../components/Loaded';
import { useGetCalendarPeopleQuery } from '../../services/calendar';
import { useText } from '../../text/useText';
import { CalendarOf } from './CalendarOf';

const MOST_PEOPLE = '50';
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function CalendarPage() {
  const t = useText();
  const [filter, setFilter] = useState({ search: '', organization: '' });
  const people = useGetCalendarPeopleQuery({ ...filter, pageSize: MOST_PEOPLE });
  const { isSettled } = useAttention();
  return (
    <Loaded
      title={t('calendar.page-title')}
      subtitle={t('calendar.subtitle', { zone: here.replaceAll('_', ' ') })}
      queries={{ people }}
      isSettled={isSettled}
    >
      {({ people: data }) => <CalendarOf people={data} onFilter={setFilter} />}
    </Loaded>
  );
}
