import type { ItemsService } from '../../../src/contracts';
import type { ItemsDeps } from './items/dependencies';

/** What reads and writes items brings time zones and formatting along, so it is loaded when the first is asked for. */
export function createItems(deps: ItemsDeps): ItemsService {
  const [read, write, occurrence] = [
    () => import('./items/read-items'),
    () => import('./items/write-items'),
    () => import('./items/write-occurrences'),
  ];
  return {
    homes: async (of) => (await read()).homesOf(deps, of),
    list: async (of) => (await read()).listItems(deps, of),
    read: async (of) => (await read()).readItem(deps, of),
    create: async (of) => (await write()).createItem(deps, of),
    update: async (of) => (await write()).updateItem(deps, of),
    remove: async (of) => (await write()).removeItem(deps, of),
    readOccurrence: async (of) => (await occurrence()).readOccurrence(deps, of),
    editOccurrence: async (of) => (await occurrence()).editOccurrence(deps, of),
    cancelOccurrence: async (of) => (await occurrence()).cancelOccurrence(deps, of),
  };
}
