import { createContext, useContext } from 'react';

import type { LevelReadings } from './form';

export interface LevelView extends LevelReadings {
  /** For a user: whether there is an organization between them and the system. */
  isInOrganization: boolean;
  isReadOnly: boolean;
}

const LevelContext = createContext<LevelView | null>(null);
export const LevelProvider = LevelContext.Provider;

/** What is known of the level whose settings the page shows. */
export function useLevel(): LevelView {
  const view = useContext(LevelContext);
  if (view === null) throw new Error('There is no level around this.');
  return view;
}
