import type { Resource } from '../../../src/contracts';
import type { TextKey } from '../text/useText';

/** What the collections of each resource are called. */
export const words = {
  tasks: {
    title: 'collections.title',
    meaning: 'collections.meaning',
    loading: 'collections.loading',
    failed: 'collections.failed',
    readOnly: 'collections.read-only',
    choice: 'collections.choice',
    default: 'collections.default',
    all: 'collections.all',
    these: 'collections.these',
    names: 'collections.names',
    nameless: 'collections.nameless',
    isDefault: 'collections.is-default',
    isReadOnly: 'collections.is-read-only',
    onlyDefault: 'collections.only-default',
    save: 'collections.save',
    saved: 'collections.saved',
  },
  calendar: {
    title: 'calendars.title',
    meaning: 'calendars.meaning',
    loading: 'calendars.loading',
    failed: 'calendars.failed',
    readOnly: 'calendars.read-only',
    choice: 'calendars.choice',
    default: 'calendars.default',
    all: 'calendars.all',
    these: 'calendars.these',
    names: 'calendars.names',
    nameless: 'calendars.nameless',
    isDefault: 'calendars.is-default',
    isReadOnly: 'calendars.is-read-only',
    onlyDefault: 'calendars.only-default',
    save: 'calendars.save',
    saved: 'calendars.saved',
  },
} as const satisfies Record<Resource, Record<string, TextKey>>;
