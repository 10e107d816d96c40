import type { ConflictItem } from 'strapi-plugin-microsoft-sync/client';
import { button, element } from './elements';
import { microsoft } from './microsoft';

/** What was changed on both sides and waits for a decision; null: nothing does. */
export function conflictList(conflicts: readonly ConflictItem[], decide: (work: () => Promise<void>) => unknown): HTMLElement | null {
  if (conflicts.length === 0) return null;
  const choose = (id: string, winner: 'strapi' | 'microsoft') => () => decide(() => microsoft.conflicts.resolve(id, winner));
  return element(
    'section',
    { 'aria-labelledby': 'conflicts' },
    element('h2', { id: 'conflicts' }, 'Changed on both sides'),
    element(
      'ul',
      { class: 'conflicts' },
      ...conflicts.map((one) =>
        element(
          'li',
          {},
          element('strong', {}, one.title),
          ...one.fields.map((name) =>
            element('p', { class: 'quiet' }, `${name}: here “${shown(one.strapi, name)}”, in Microsoft “${shown(one.microsoft, name)}”`),
          ),
          element(
            'div',
            { class: 'row' },
            button('Keep ours', choose(one.id, 'strapi')),
            button('Keep Microsoft’s', choose(one.id, 'microsoft')),
          ),
        ),
      ),
    ),
  );
}

function shown(side: Record<string, unknown> | null, name: string): string {
  if (side === null) return 'deleted';
  const value = side[name];
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
