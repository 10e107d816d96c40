import type { Explanation } from '../../../src/contracts/http';
import type { ReasonCode } from '../../../src/contracts/reasons';
import type { TextKey } from './useText';

/** What deleting an entry will do in Microsoft. */
export const deletionText: Record<NonNullable<Explanation['deletion']>['does'], TextKey> = {
  'cancels-date': 'explain.deletion-cancels-date',
  'cancels-last-date': 'explain.deletion-cancels-last-date',
  'deletes-series': 'explain.deletion-deletes-series',
  'deletes-item': 'explain.deletion-deletes-item',
  nothing: 'explain.deletion-nothing',
};

/** Why a deletion changes nothing in Microsoft. */
export const deletionKeptText: Partial<Record<ReasonCode, TextKey>> = {
  'deleted-in-strapi-one-way': 'explain.deletion-kept-one-way',
  'foreign-deleted-in-strapi': 'explain.deletion-kept-foreign',
  'foreign-date-deleted': 'explain.deletion-kept-foreign-date',
  'deleted-where-read-only': 'explain.deletion-kept-read-only',
  'date-outside-days': 'explain.deletion-kept-outside-days',
  'deleted-while-apart': 'explain.deletion-kept-apart',
  'deleted-in-strapi-edited': 'explain.deletion-kept-asked',
};

/** Of what would tell people. */
export const deletionMailText: Record<NonNullable<Explanation['deletion']>['tells'], TextKey> = {
  'when-approved': 'explain.deletion-asks',
  'at-once': 'explain.deletion-mails',
  never: 'explain.deletion-never',
};
