import type { Answer, OrganizationType } from '../../../src/contracts/http';
import { api } from './api';
import { listPath } from './paths';

const organizationType = api.injectEndpoints({
  endpoints: (build) => ({
    getMicrosoftOrganizationType: build.query<OrganizationType, void>({
      query: () => listPath('organization-type', {}),
      transformResponse: ({ data }: Answer<OrganizationType>) => data,
    }),
  }),
});

export const { useGetMicrosoftOrganizationTypeQuery } = organizationType;
