import type { z } from '@strapi/utils';

export interface Problem {
  path: (string | number)[];
  message: string;
}

/** What zod found, a line per field; an unknown key is named by its own path. */
export function problemsOf(issues: readonly z.core.$ZodIssue[]): Problem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
    return issue.keys.map((key) => ({ path: [...path, key], message: 'is unknown and must be left out' }));
  });
}
