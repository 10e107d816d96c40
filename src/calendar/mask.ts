/** What the person's settings keep out of Strapi (setting `calendarPrivateEvents`). */
import type { SettingValues } from '../contracts';
import type { RemoteItem } from '../sync/resource';
import { asEvent } from './as-event';
import type { EventValues } from './values';

/** Null: the item is to be skipped. Times, showAs and sensitivity always stay. */
export function mask(item: RemoteItem, settings: SettingValues): { item: RemoteItem; masked: readonly string[] } | null {
  if (!isPrivate(asEvent(item.values))) return { item, masked: [] };
  switch (settings.calendarPrivateEvents) {
    case 'full':
      return { item, masked: [] };
    case 'skip':
      return null;
    case 'busy-only':
      // How many people would be mailed matters; who they are does not reach Strapi.
      return {
        item: { ...item, wouldMail: item.wouldMail.map(() => 'attendee'), values: { ...item.values, ...hidden } },
        masked: Object.keys(hidden),
      };
  }
}

const hidden = {
  subject: 'Private',
  body: '',
  html: '',
  location: '',
  categories: [],
  attendees: [],
  organizer: null,
  onlineMeetingUrl: null,
  webLink: null,
} as const satisfies Partial<EventValues>;

function isPrivate({ sensitivity }: EventValues): boolean {
  return sensitivity === 'private' || sensitivity === 'confidential';
}
