import type { GraphAnswer, GraphRequest } from './request.js';

/** What a token has to allow for a request. */
export type Need = 'person' | 'settings' | 'settingsWrite' | 'zones' | 'calendar' | 'calendarWrite' | 'tasks' | 'tasksWrite';

export interface Route {
  readonly method: string;
  /** Segments after /me or /users/{id}; '*' stands for an id. */
  readonly segments: readonly string[];
  readonly need: Need;
  readonly answer: (request: GraphRequest) => GraphAnswer;
}

export function route(method: string, path: string, need: Need, answer: Route['answer']): Route {
  return { method, segments: path === '' ? [] : path.split('/'), need, answer };
}
