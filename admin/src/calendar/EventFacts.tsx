import type { EventItem } from '../../../src/contracts';
import type { CalendarEntry, CalendarPerson } from '../../../src/contracts/http-calendar';
import { Facts } from '../components/Facts';
import { fieldName } from '../text/fieldName';
import { useText } from '../text/useText';
import { useWhenText } from './useWhenText';

interface EventFactsProps {
  readonly entry: CalendarEntry;
  readonly item: EventItem | null;
  readonly people: readonly CalendarPerson[];
  readonly zone: string;
  readonly secondZone: string | null;
}

/** An event that whoever looks may not change. */
export function EventFacts({ entry, item, people, zone, secondZone }: EventFactsProps) {
  const t = useText();
  const whenText = useWhenText();
  const facts = [
    { name: t('calendar.when'), value: whenText(entry, zone) },
    ...(secondZone === null || entry.isAllDay ? [] : [{ name: secondZone, value: whenText(entry, secondZone) }]),
    { name: t('calendar.whose'), value: people.find(({ id }) => id === entry.user)?.name ?? '' },
    { name: fieldName(t, 'location'), value: entry.location ?? '' },
    { name: fieldName(t, 'organizer'), value: item?.organizer?.name ?? '' },
    { name: fieldName(t, 'body'), value: item?.body ?? '' },
  ];
  return <Facts facts={facts.filter(({ value }) => value !== '')} />;
}
