import type { GraphAnswer, GraphRequest } from './request.js';
import { context } from './request.js';

/** What Outlook begins with, and one that somebody has made. */
const categories = [
  ['Red category', 'preset0'],
  ['Orange category', 'preset1'],
  ['Yellow category', 'preset3'],
  ['Green category', 'preset4'],
  ['Blue category', 'preset7'],
  ['Purple category', 'preset8'],
  ['Key account', 'preset5'],
] as const;

export function listCategories(request: GraphRequest): GraphAnswer {
  return {
    status: 200,
    body: {
      '@odata.context': context(request, 'outlook/masterCategories'),
      value: categories.map(([displayName, color]) => ({ id: displayName, displayName, color })),
    },
  };
}
