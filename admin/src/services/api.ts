import { adminApi } from '@strapi/strapi/admin';

import type { Direction, Resource } from '../../../src/contracts';
import type {
  AccountStatus,
  Answer,
  ApplicationPatch,
  ApplicationReading,
  ApproveRun,
  AssignMailbox,
  AssignMailboxes,
  CheckVerdict,
  ChooseCollections,
  Collections,
  ConflictItem,
  ConnectBegun,
  ConnectFailed,
  ConnectFinish,
  Disconnect,
  ExplainedTypes,
  Explanation,
  HeldEntry,
  LevelSettings,
  LevelSettingsPatch,
  ListPage,
  MailboxPage,
  MailboxRule,
  MailboxVerdict,
  Me,
  OrganizationHead,
  OrganizationItem,
  Preview,
  ResolveConflict,
  RunReport,
  SettingsImpact,
  SyncNow,
  UserHead,
  UserItem,
} from '../../../src/contracts/http';
import type { StatusHistory, StatusPeople } from '../../../src/contracts/http-status';
import { applicationPath, listPath, path, type Place, settingsPath, type Whose, whosePath } from './paths';

interface OfLevel<Patch> {
  scope: Place;
  patch: Patch;
}
type ListQuery = Record<string, string>;
export type HeldVerb = 'approve' | 'retry' | 'ignore' | 'unlink';
/** Everybody's, or the caller's own. */
interface Notes {
  isOwn: boolean;
  query: ListQuery;
}
const notes = (which: 'conflicts' | 'held', isOwn: boolean) => (isOwn ? `me/${which}` : which);

export const data = <T>(answer: Answer<T>) => answer.data;
export const post = (url: string, body: object = {}) => ({ url, method: 'POST' as const, data: body });
export const fresh = { keepUnusedDataFor: 0 }; // a form starts from what counts now, not from what counted when the page was last open

export const api = adminApi
  .enhanceEndpoints({
    addTagTypes: [
      'MicrosoftSyncSettings',
      'MicrosoftSyncApplication',
      'MicrosoftSyncPeople',
      'MicrosoftSyncMe',
      'MicrosoftSyncNotes',
      'MicrosoftSyncRecords',
    ],
  })
  .injectEndpoints({
    endpoints: (build) => ({
      getMicrosoftSettings: build.query<LevelSettings, Place>({
        query: settingsPath,
        transformResponse: data<LevelSettings>,
        providesTags: ['MicrosoftSyncSettings'],
        ...fresh,
      }),
      putMicrosoftSettings: build.mutation<LevelSettings, OfLevel<LevelSettingsPatch>>({
        query: ({ scope, patch }) => ({ url: settingsPath(scope), method: 'PUT', data: patch }),
        transformResponse: data<LevelSettings>,
        invalidatesTags: ['MicrosoftSyncPeople', 'MicrosoftSyncMe'],
      }),
      weighMicrosoftSettings: build.mutation<SettingsImpact, OfLevel<LevelSettingsPatch>>({
        query: ({ scope, patch }) => post(`${settingsPath(scope)}/impact`, patch),
        transformResponse: data<SettingsImpact>,
      }),
      getMicrosoftApplication: build.query<ApplicationReading, Place>({
        query: applicationPath,
        transformResponse: data<ApplicationReading>,
        providesTags: ['MicrosoftSyncApplication'],
        ...fresh,
      }),
      putMicrosoftApplication: build.mutation<ApplicationReading, OfLevel<ApplicationPatch>>({
        query: ({ scope, patch }) => ({ url: applicationPath(scope), method: 'PUT', data: patch }),
        transformResponse: data<ApplicationReading>,
        invalidatesTags: ['MicrosoftSyncPeople', 'MicrosoftSyncMe'],
      }),
      giveBackMicrosoftApplication: build.mutation<ApplicationReading, Place>({
        query: (scope) => ({ url: applicationPath(scope), method: 'DELETE' }),
        transformResponse: data<ApplicationReading>,
        invalidatesTags: ['MicrosoftSyncPeople', 'MicrosoftSyncMe'],
      }),
      getMicrosoftOrganizations: build.query<ListPage<OrganizationItem>, ListQuery>({
        query: (query) => listPath('organizations', query),
        transformResponse: data<ListPage<OrganizationItem>>,
        providesTags: ['MicrosoftSyncPeople'],
      }),
      getMicrosoftOrganization: build.query<OrganizationHead, string>({
        query: (id) => path(`organizations/${encodeURIComponent(id)}`),
        transformResponse: data<OrganizationHead>,
        ...fresh,
      }),
      getMicrosoftUsers: build.query<ListPage<UserItem>, ListQuery>({
        query: (query) => listPath('users', query),
        transformResponse: data<ListPage<UserItem>>,
        providesTags: ['MicrosoftSyncPeople'],
      }),
      getMicrosoftUser: build.query<UserHead, string>({
        query: (user) => path(whosePath({ user })),
        transformResponse: data<UserHead>,
        providesTags: ['MicrosoftSyncPeople'],
        ...fresh,
      }),
      getMicrosoftStatusPeople: build.query<StatusPeople, ListQuery>({
        query: (query) => listPath('status/people', query),
        transformResponse: data<StatusPeople>,
        providesTags: ['MicrosoftSyncPeople'],
      }),
      getMicrosoftStatusHistory: build.query<StatusHistory, ListQuery>({
        query: (query) => listPath('status/history', query),
        transformResponse: data<StatusHistory>,
        providesTags: ['MicrosoftSyncPeople'],
      }),
      getMicrosoftMe: build.query<Me, void>({
        query: () => path('me'),
        transformResponse: data<Me>,
        providesTags: ['MicrosoftSyncMe'],
      }),
      beginMicrosoftConnect: build.mutation<ConnectBegun, void>({
        query: () => post(path('me/connect')),
        transformResponse: data<ConnectBegun>,
      }),
      finishMicrosoftConnect: build.mutation<AccountStatus, ConnectFinish>({
        query: (finish) => post(path('me/connect/finish'), finish),
        transformResponse: data<AccountStatus>,
        invalidatesTags: ['MicrosoftSyncPeople', 'MicrosoftSyncMe'],
      }),
      failMicrosoftConnect: build.mutation<unknown, ConnectFailed>({
        query: (failed) => post(path('me/connect/failed'), failed),
      }),
      approveMicrosoftRun: build.mutation<{ runs: RunReport[] }, Whose & { which: ApproveRun }>({
        query: ({ which, ...whose }) => post(path(`${whosePath(whose)}/approve`), which),
        transformResponse: data<{ runs: RunReport[] }>,
        invalidatesTags: ['MicrosoftSyncPeople', 'MicrosoftSyncMe', 'MicrosoftSyncNotes'],
      }),
      checkMicrosoftConnection: build.mutation<CheckVerdict[], Whose>({
        query: (whose) => post(path(`${whosePath(whose)}/check`)),
        transformResponse: data<CheckVerdict[]>,
        invalidatesTags: ['MicrosoftSyncPeople', 'MicrosoftSyncMe'],
      }),
      syncMicrosoftNow: build.mutation<{ runs: RunReport[] }, Whose & { what: SyncNow }>({
        query: ({ what, ...whose }) => post(path(`${whosePath(whose)}/sync`), what),
        transformResponse: data<{ runs: RunReport[] }>,
        invalidatesTags: ['MicrosoftSyncPeople', 'MicrosoftSyncMe'],
      }),
      getMicrosoftConflicts: build.query<ListPage<ConflictItem>, Notes>({
        query: ({ isOwn, query }) => listPath(notes('conflicts', isOwn), query),
        transformResponse: data<ListPage<ConflictItem>>,
        providesTags: ['MicrosoftSyncNotes'],
      }),
      resolveMicrosoftConflict: build.mutation<unknown, { id: string; isOwn: boolean; how: ResolveConflict }>({
        query: ({ id, isOwn, how }) => post(path(`${notes('conflicts', isOwn)}/${encodeURIComponent(id)}/resolve`), how),
        invalidatesTags: ['MicrosoftSyncNotes', 'MicrosoftSyncMe'],
      }),
      restoreMicrosoftConflict: build.mutation<unknown, { id: string; isOwn: boolean }>({
        query: ({ id, isOwn }) => post(path(`${notes('conflicts', isOwn)}/${encodeURIComponent(id)}/restore`)),
        invalidatesTags: ['MicrosoftSyncNotes', 'MicrosoftSyncMe'],
      }),
      getMicrosoftHeld: build.query<ListPage<HeldEntry>, Notes>({
        query: ({ isOwn, query }) => listPath(notes('held', isOwn), query),
        transformResponse: data<ListPage<HeldEntry>>,
        providesTags: ['MicrosoftSyncNotes'],
      }),
      decideMicrosoftHeld: build.mutation<unknown, { id: string; isOwn: boolean; verb: HeldVerb }>({
        query: ({ id, isOwn, verb }) => post(path(`${notes('held', isOwn)}/${encodeURIComponent(id)}/${verb}`)),
        invalidatesTags: ['MicrosoftSyncNotes', 'MicrosoftSyncMe'],
      }),
      getMicrosoftPreview: build.query<Preview, Whose & { resource: Resource; direction?: Direction }>({
        query: ({ resource, direction = '', ...whose }) => listPath(`${whosePath(whose)}/preview`, { resource, direction }),
        transformResponse: data<Preview>,
        ...fresh,
      }),
      getMicrosoftCollections: build.query<Collections, Whose & { resource: Resource }>({
        query: ({ resource, ...whose }) => listPath(`${whosePath(whose)}/collections`, { resource }),
        transformResponse: data<Collections>,
        ...fresh,
      }),
      chooseMicrosoftCollections: build.mutation<Collections, Whose & { what: ChooseCollections }>({
        query: ({ what, ...whose }) => ({ url: path(`${whosePath(whose)}/collections`), method: 'PUT', data: what }),
        transformResponse: data<Collections>,
        invalidatesTags: ['MicrosoftSyncPeople', 'MicrosoftSyncMe'],
        // The answer is the new reading, so Microsoft is not asked once more. A refusal is the caller's to show.
        onQueryStarted: ({ user, what: { resource } }, { dispatch, queryFulfilled }) =>
          void queryFulfilled.then(
            ({ data: reading }) => dispatch(api.util.updateQueryData('getMicrosoftCollections', { user, resource }, () => reading)),
            () => undefined,
          ),
      }),
      getMicrosoftTypes: build.query<ExplainedTypes, { isOwn: boolean }>({
        query: ({ isOwn }) => listPath(isOwn ? 'me/explain/types' : 'explain/types', {}),
        transformResponse: data<ExplainedTypes>,
      }),
      getMicrosoftExplanation: build.query<Explanation, { uid: string; documentId: string; isOwn: boolean }>({
        query: ({ isOwn, ...of }) => listPath(isOwn ? 'me/explain' : 'explain', of),
        transformResponse: data<Explanation>,
        providesTags: ['MicrosoftSyncNotes'],
        ...fresh,
      }),
      getMicrosoftMailboxes: build.query<MailboxPage, ListQuery>({
        query: (query) => listPath('mailboxes', query),
        transformResponse: data<MailboxPage>,
        providesTags: ['MicrosoftSyncPeople'],
      }),
      previewMicrosoftMailboxes: build.mutation<MailboxVerdict[], AssignMailboxes>({
        query: (what) => post(path('mailboxes/preview'), what),
        transformResponse: data<MailboxVerdict[]>,
      }),
      assignMicrosoftMailboxes: build.mutation<MailboxVerdict[], AssignMailboxes>({
        query: (what) => post(path('mailboxes'), what),
        transformResponse: data<MailboxVerdict[]>,
        invalidatesTags: ['MicrosoftSyncPeople', 'MicrosoftSyncMe'],
      }),
      assignMicrosoftMailbox: build.mutation<UserHead['mailbox'], { user: string; what: AssignMailbox }>({
        query: ({ user, what }) => ({ url: path(`${whosePath({ user })}/mailbox`), method: 'PUT', data: what }),
        transformResponse: data<UserHead['mailbox']>,
        invalidatesTags: ['MicrosoftSyncPeople', 'MicrosoftSyncMe'],
      }),
      getMicrosoftMailboxRule: build.query<MailboxRule, void>({
        query: () => path('mailboxes/rule'),
        transformResponse: data<MailboxRule>,
        providesTags: ['MicrosoftSyncPeople'],
      }),
      putMicrosoftMailboxRule: build.mutation<MailboxRule, { attribute: string | null }>({
        query: (what) => ({ url: path('mailboxes/rule'), method: 'PUT', data: what }),
        transformResponse: data<MailboxRule>,
        invalidatesTags: ['MicrosoftSyncPeople', 'MicrosoftSyncMe'],
      }),
      disconnectMicrosoft: build.mutation<AccountStatus, Whose & { how: Disconnect }>({
        query: ({ how, ...whose }) => post(path(`${whosePath(whose)}/disconnect`), how),
        transformResponse: data<AccountStatus>,
        invalidatesTags: ['MicrosoftSyncPeople', 'MicrosoftSyncMe'],
      }),
    }),
  });

export const {
  useGetMicrosoftSettingsQuery,
  useLazyGetMicrosoftSettingsQuery,
  usePutMicrosoftSettingsMutation,
  useWeighMicrosoftSettingsMutation,
  useGetMicrosoftApplicationQuery,
  usePutMicrosoftApplicationMutation,
  useGiveBackMicrosoftApplicationMutation,
  useGetMicrosoftOrganizationsQuery,
  useGetMicrosoftOrganizationQuery,
  useGetMicrosoftUsersQuery,
  useGetMicrosoftUserQuery,
  useGetMicrosoftStatusPeopleQuery,
  useGetMicrosoftStatusHistoryQuery,
  useGetMicrosoftMeQuery,
  useBeginMicrosoftConnectMutation,
  useFinishMicrosoftConnectMutation,
  useFailMicrosoftConnectMutation,
  useApproveMicrosoftRunMutation,
  useCheckMicrosoftConnectionMutation,
  useSyncMicrosoftNowMutation,
  useDisconnectMicrosoftMutation,
  useGetMicrosoftConflictsQuery,
  useResolveMicrosoftConflictMutation,
  useRestoreMicrosoftConflictMutation,
  useGetMicrosoftHeldQuery,
  useDecideMicrosoftHeldMutation,
  useGetMicrosoftPreviewQuery,
  useGetMicrosoftExplanationQuery,
  useGetMicrosoftTypesQuery,
  useGetMicrosoftCollectionsQuery,
  useChooseMicrosoftCollectionsMutation,
  useGetMicrosoftMailboxesQuery,
  usePreviewMicrosoftMailboxesMutation,
  useAssignMicrosoftMailboxesMutation,
  useAssignMicrosoftMailboxMutation,
  useGetMicrosoftMailboxRuleQuery,
  usePutMicrosoftMailboxRuleMutation,
} = api;
