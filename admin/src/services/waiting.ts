import type { Resource, RunReport } from '../../../src/contracts';
import { api, data, post } from './api';
import { path } from './paths';

/** What is asked about runs that wait for somebody's word. */
export const { useStartMicrosoftSyncMutation } = api.injectEndpoints({
  endpoints: (build) => ({
    startMicrosoftSync: build.mutation<{ runs: RunReport[] }, { resource: Resource }>({
      query: (what) => post(path('me/start'), what),
      transformResponse: data<{ runs: RunReport[] }>,
      invalidatesTags: ['MicrosoftSyncPeople', 'MicrosoftSyncMe', 'MicrosoftSyncNotes'],
    }),
  }),
});
