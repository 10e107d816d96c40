import type { DeletionsPage, Resource, RunReport } from '../../../src/contracts';
import { api, data, fresh, post } from './api';
import { listPath, path, type Whose, whosePath } from './paths';

type Runs = { runs: RunReport[] };
const afterRuns = ['MicrosoftSyncPeople', 'MicrosoftSyncMe', 'MicrosoftSyncNotes'] as const;

/** What is asked about runs that wait for somebody's word. */
export const { useStartMicrosoftSyncMutation, useGetMicrosoftDeletionsQuery, useBringBackMicrosoftMutation } = api.injectEndpoints({
  endpoints: (build) => ({
    startMicrosoftSync: build.mutation<Runs, { resource: Resource }>({
      query: (what) => post(path('me/start'), what),
      transformResponse: data<Runs>,
      invalidatesTags: [...afterRuns],
    }),
    getMicrosoftDeletions: build.query<DeletionsPage, Whose & { resource: Resource; page: string; pageSize: string }>({
      query: ({ user, ...query }) => listPath(`${whosePath({ user })}/deletions`, query),
      transformResponse: data<DeletionsPage>,
      ...fresh,
    }),
    bringBackMicrosoft: build.mutation<Runs, Whose & { what: { resource: Resource } }>({
      query: ({ what, ...whose }) => post(path(`${whosePath(whose)}/deletions/bring-back`), what),
      transformResponse: data<Runs>,
      invalidatesTags: [...afterRuns],
    }),
  }),
});
