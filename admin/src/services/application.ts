import type { ApplicationVerdict } from '../../../src/contracts';
import { api, data, post } from './api';
import { path } from './paths';

export const { useCheckMicrosoftApplicationMutation } = api.injectEndpoints({
  endpoints: (build) => ({
    checkMicrosoftApplication: build.mutation<ApplicationVerdict[], void>({
      query: () => post(path('application/check')),
      transformResponse: data<ApplicationVerdict[]>,
      invalidatesTags: ['MicrosoftSyncApplication', 'MicrosoftSyncPeople', 'MicrosoftSyncMe'],
    }),
  }),
});
