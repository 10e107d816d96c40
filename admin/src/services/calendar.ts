import type {
  CalendarEntry,
  CalendarItem,
  CalendarPeople,
  CalendarTask,
  CancelOccurrence,
  ChangeItem,
  ChangeOccurrence,
  MailboxCategories,
  MakeItem,
  ReadCalendarItem,
  RemoveItem,
  WrittenItem,
} from '../../../src/contracts/http-calendar';
import { api, data, fresh, post } from './api';
import { listPath, path } from './paths';

/** What the page *Calendar* asks. */
const calendar = api.enhanceEndpoints({ addTagTypes: ['MicrosoftSyncEntries', 'MicrosoftSyncTasks'] }).injectEndpoints({
  endpoints: (build) => ({
    getCalendarPeople: build.query<CalendarPeople, Record<string, string>>({
      query: (query) => listPath('calendar/people', query),
      transformResponse: data<CalendarPeople>,
      providesTags: ['MicrosoftSyncPeople'],
    }),
    getCalendarEntries: build.query<CalendarEntry[], { users: string; from: string; to: string }>({
      query: (query) => listPath('calendar/entries', query),
      transformResponse: data<CalendarEntry[]>,
      providesTags: ['MicrosoftSyncEntries'],
      ...fresh,
    }),
    getCalendarTasks: build.query<CalendarTask[], string>({
      query: (users) => listPath('calendar/tasks', { users }),
      transformResponse: data<CalendarTask[]>,
      providesTags: ['MicrosoftSyncTasks'],
      ...fresh,
    }),
    getMailboxCategories: build.query<MailboxCategories, { uid: string; documentId: string }>({
      query: (of) => listPath('categories', of),
      transformResponse: data<MailboxCategories>,
    }),
    getCalendarItem: build.query<CalendarItem, ReadCalendarItem>({
      query: ({ user, resource, documentId, originalStart = '' }) =>
        listPath('calendar/item', { user, resource, documentId, originalStart }),
      transformResponse: data<CalendarItem>,
      ...fresh,
    }),
    makeCalendarItem: build.mutation<WrittenItem, MakeItem>({
      query: (what) => post(path('calendar/item'), what),
      transformResponse: data<WrittenItem>,
      invalidatesTags: ['MicrosoftSyncEntries', 'MicrosoftSyncTasks'],
    }),
    changeCalendarItem: build.mutation<WrittenItem, ChangeItem>({
      query: (what) => ({ url: path('calendar/item'), method: 'PUT' as const, data: what }),
      transformResponse: data<WrittenItem>,
      invalidatesTags: ['MicrosoftSyncEntries', 'MicrosoftSyncTasks'],
    }),
    removeCalendarItem: build.mutation<null, RemoveItem>({
      query: (what) => post(path('calendar/item/remove'), what),
      transformResponse: data<null>,
      invalidatesTags: ['MicrosoftSyncEntries', 'MicrosoftSyncTasks'],
    }),
    changeCalendarOccurrence: build.mutation<WrittenItem, ChangeOccurrence>({
      query: (what) => post(path('calendar/occurrence'), what),
      transformResponse: data<WrittenItem>,
      invalidatesTags: ['MicrosoftSyncEntries'],
    }),
    cancelCalendarOccurrence: build.mutation<null, CancelOccurrence>({
      query: (what) => post(path('calendar/occurrence/cancel'), what),
      transformResponse: data<null>,
      invalidatesTags: ['MicrosoftSyncEntries'],
    }),
  }),
});

export const {
  useGetCalendarPeopleQuery,
  useGetCalendarEntriesQuery,
  useGetCalendarTasksQuery,
  useGetMailboxCategoriesQuery,
  useLazyGetCalendarItemQuery,
  useMakeCalendarItemMutation,
  useChangeCalendarItemMutation,
  useRemoveCalendarItemMutation,
  useChangeCalendarOccurrenceMutation,
  useCancelCalendarOccurrenceMutation,
} = calendar;
