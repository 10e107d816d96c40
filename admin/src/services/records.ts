import type {
  AdoptedRecords,
  AdoptRecords,
  ConfirmRecords,
  PreviewRecords,
  RecordsPreview,
  RecordsReading,
} from '../../../src/contracts/http-records';
import { api, data, fresh, post } from './api';
import { path } from './paths';

/** What the page *Records* asks. */
const records = api.injectEndpoints({
  endpoints: (build) => ({
    getMicrosoftRecords: build.query<RecordsReading, void>({
      query: () => path('records'),
      transformResponse: data<RecordsReading>,
      providesTags: ['MicrosoftSyncRecords'],
      ...fresh,
    }),
    confirmMicrosoftRecords: build.mutation<RecordsReading, ConfirmRecords>({
      query: (what) => post(path('records/confirm'), what),
      transformResponse: data<RecordsReading>,
      invalidatesTags: ['MicrosoftSyncRecords', 'MicrosoftSyncPeople', 'MicrosoftSyncMe'],
    }),
    previewMicrosoftRecords: build.mutation<RecordsPreview, PreviewRecords>({
      query: (what) => post(path('records/preview'), what),
      transformResponse: data<RecordsPreview>,
    }),
    adoptMicrosoftRecords: build.mutation<AdoptedRecords, AdoptRecords>({
      query: (what) => post(path('records/adopt'), what),
      transformResponse: data<AdoptedRecords>,
      // Once, when all is done: each step would have everything counted anew.
      invalidatesTags: (step) => (step?.next === null ? ['MicrosoftSyncRecords', 'MicrosoftSyncNotes'] : []),
    }),
  }),
});

export const {
  useGetMicrosoftRecordsQuery,
  useConfirmMicrosoftRecordsMutation,
  usePreviewMicrosoftRecordsMutation,
  useAdoptMicrosoftRecordsMutation,
} = records;
