import { useState } from 'react';

import { Loaded } from '../../components/Loaded';
import { useGetCalendarPeopleQuery } from '../../services/calendar';
import { CalendarOf } from './CalendarOf';

const MOST_PEOPLE = '50';

export function CalendarPage() {
  const [filter, setFilter] = useState({ search: '', organization: '' });
  const people = useGetCalendarPeopleQuery({ ...filter, pageSize: MOST_PEOPLE });
  return <Loaded queries={{ people }}>{({ people: data }) => <CalendarOf people={data} onFilter={setFilter} />}</Loaded>;
}
