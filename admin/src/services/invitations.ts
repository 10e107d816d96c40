import type { InvitationOutcome, Invitations, Invite } from '../../../src/contracts/http-invitations';
import { api, data, fresh, post } from './api';
import { listPath, path } from './paths';

/** Of invitations to connect. */
const invitations = api.injectEndpoints({
  endpoints: (build) => ({
    getMicrosoftInvitations: build.query<Invitations, Record<string, string>>({
      query: (query) => listPath('invitations', query),
      transformResponse: data<Invitations>,
      ...fresh,
    }),
    sendMicrosoftInvitations: build.mutation<InvitationOutcome[], Invite>({
      query: (what) => post(path('invitations'), what),
      transformResponse: data<InvitationOutcome[]>,
    }),
  }),
});

export const { useGetMicrosoftInvitationsQuery, useSendMicrosoftInvitationsMutation } = invitations;
