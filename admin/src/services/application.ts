import type { ApplicationVerdict } from '../../../src/contracts';
import type { ApplicationNeed } from '../../../src/contracts/http-status';
import { api, data, post } from './api';
import { applicationPath, path, type Place } from './paths';

export const { useCheckMicrosoftApplicationMutation, useGetApplicationNeedsQuery, useGetOrganizationNeedsQuery } = api.injectEndpoints({
  endpoints: (build) => ({
    checkMicrosoftApplication: build.mutation<ApplicationVerdict[], Place>({
      query: (place) => post(`${applicationPath(place)}/check`),
      transformResponse: data<ApplicationVerdict[]>,
      invalidatesTags: ['MicrosoftSyncApplication', 'MicrosoftSyncPeople', 'MicrosoftSyncMe'],
    }),
    getApplicationNeeds: build.query<ApplicationNeed[], void>({
      query: () => path('application-needs'),
      transformResponse: data<ApplicationNeed[]>,
      providesTags: ['MicrosoftSyncPeople'],
    }),
    getOrganizationNeeds: build.query<ApplicationNeed[], void>({
      query: () => path('organization-needs'),
      transformResponse: data<ApplicationNeed[]>,
      providesTags: ['MicrosoftSyncPeople'],
    }),
  }),
});
