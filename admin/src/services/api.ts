import { adminApi } from '@strapi/strapi/admin';

import type {
  AccountStatus,
  Answer,
  ApplicationPatch,
  ApplicationReading,
  ApproveRun,
  CheckVerdict,
  ConnectBegun,
  ConnectFailed,
  ConnectFinish,
  Disconnect,
  Me,
  RunReport,
  SyncNow,
  SystemSettings,
  SystemSettingsPatch,
} from '../../../src/contracts/http';
import { PLUGIN_ID } from '../pluginId';

const path = (below: string) => `/${PLUGIN_ID}/${below}`;
const data = <T>(answer: Answer<T>) => answer.data;
const fresh = { keepUnusedDataFor: 0 }; // a form starts from what counts now, not from what counted when the page was last open

const api = adminApi
  .enhanceEndpoints({ addTagTypes: ['MicrosoftSyncSystem', 'MicrosoftSyncApplication', 'MicrosoftSyncMe'] })
  .injectEndpoints({
    endpoints: (build) => ({
      getMicrosoftSystem: build.query<SystemSettings, void>({
        query: () => path('settings/system'),
        transformResponse: data<SystemSettings>,
        providesTags: ['MicrosoftSyncSystem'],
        ...fresh,
      }),
      putMicrosoftSystem: build.mutation<SystemSettings, SystemSettingsPatch>({
        query: (patch) => ({ url: path('settings/system'), method: 'PUT', data: patch }),
        transformResponse: data<SystemSettings>,
        invalidatesTags: ['MicrosoftSyncSystem', 'MicrosoftSyncMe'],
      }),
      getMicrosoftApplication: build.query<ApplicationReading, void>({
        query: () => path('application'),
        transformResponse: data<ApplicationReading>,
        providesTags: ['MicrosoftSyncApplication'],
        ...fresh,
      }),
      putMicrosoftApplication: build.mutation<ApplicationReading, ApplicationPatch>({
        query: (patch) => ({ url: path('application'), method: 'PUT', data: patch }),
        transformResponse: data<ApplicationReading>,
        invalidatesTags: ['MicrosoftSyncApplication', 'MicrosoftSyncMe'],
      }),
      getMicrosoftMe: build.query<Me, void>({
        query: () => path('me'),
        transformResponse: data<Me>,
        providesTags: ['MicrosoftSyncMe'],
      }),
      beginMicrosoftConnect: build.mutation<ConnectBegun, void>({
        query: () => ({ url: path('me/connect'), method: 'POST', data: {} }),
        transformResponse: data<ConnectBegun>,
      }),
      finishMicrosoftConnect: build.mutation<AccountStatus, ConnectFinish>({
        query: (finish) => ({ url: path('me/connect/finish'), method: 'POST', data: finish }),
        transformResponse: data<AccountStatus>,
        invalidatesTags: ['MicrosoftSyncMe'],
      }),
      failMicrosoftConnect: build.mutation<unknown, ConnectFailed>({
        query: (failed) => ({ url: path('me/connect/failed'), method: 'POST', data: failed }),
      }),
      checkMicrosoftConnection: build.mutation<CheckVerdict[], void>({
        query: () => ({ url: path('me/check'), method: 'POST', data: {} }),
        transformResponse: data<CheckVerdict[]>,
        invalidatesTags: ['MicrosoftSyncMe'],
      }),
      syncMicrosoftNow: build.mutation<{ runs: RunReport[] }, SyncNow>({
        query: (what) => ({ url: path('me/sync'), method: 'POST', data: what }),
        transformResponse: data<{ runs: RunReport[] }>,
        invalidatesTags: ['MicrosoftSyncMe'],
      }),
      approveMicrosoftRun: build.mutation<{ runs: RunReport[] }, ApproveRun>({
        query: (which) => ({ url: path('me/approve'), method: 'POST', data: which }),
        transformResponse: data<{ runs: RunReport[] }>,
        invalidatesTags: ['MicrosoftSyncMe'],
      }),
      disconnectMicrosoft: build.mutation<AccountStatus, Disconnect>({
        query: (how) => ({ url: path('me/disconnect'), method: 'POST', data: how }),
        transformResponse: data<AccountStatus>,
        invalidatesTags: ['MicrosoftSyncMe'],
      }),
    }),
  });

export const {
  useGetMicrosoftSystemQuery,
  usePutMicrosoftSystemMutation,
  useGetMicrosoftApplicationQuery,
  usePutMicrosoftApplicationMutation,
  useGetMicrosoftMeQuery,
  useBeginMicrosoftConnectMutation,
  useFinishMicrosoftConnectMutation,
  useFailMicrosoftConnectMutation,
  useCheckMicrosoftConnectionMutation,
  useSyncMicrosoftNowMutation,
  useApproveMicrosoftRunMutation,
  useDisconnectMicrosoftMutation,
} = api;
