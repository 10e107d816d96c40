import type { AboutToSave, SavingMeans } from '../../../src/contracts/http-calendar';
import { api, data, post } from './api';
import { path } from './paths';

/** What saving an entry would come to. */
export const { useWeighMicrosoftSavingQuery, useLazyWeighMicrosoftSavingQuery } = api.injectEndpoints({
  endpoints: (build) => ({
    weighMicrosoftSaving: build.query<SavingMeans, AboutToSave & { isOnCalendar: boolean }>({
      query: ({ isOnCalendar, ...about }) => post(path(isOnCalendar ? 'calendar/saving-means' : 'saving-means'), about),
      transformResponse: data<SavingMeans>,
      keepUnusedDataFor: 0,
    }),
  }),
});
