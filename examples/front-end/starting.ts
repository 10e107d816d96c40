import type { MyMicrosoft, Preview } from 'strapi-plugin-microsoft-sync/client';
import { button, element } from './elements';
import { microsoft } from './microsoft';

/** The first run has read the mailbox and writes nothing there before its person has seen what; null: nothing waits for that. */
export async function startingNotice(
  { resources }: MyMicrosoft,
  carryOut: (work: () => Promise<void>) => unknown,
): Promise<HTMLElement | null> {
  if (!resources.some(({ resource, waitsFor }) => resource === 'calendar' && waitsFor === 'start')) return null;
  const preview = await microsoft.preview({ resource: 'calendar' });
  return element(
    'section',
    { 'aria-labelledby': 'starting' },
    element('h2', { id: 'starting' }, 'Write to your mailbox?'),
    element('p', {}, wordsOf(preview)),
    element(
      'div',
      { class: 'row' },
      button('Start', () => carryOut(async () => void (await microsoft.start({ resource: 'calendar' }))), { class: 'main' }),
      element('span', { class: 'quiet' }, 'Until then your events come here, and nothing is written there.'),
    ),
  );
}

function wordsOf({ actions, sides: { microsoft: counts } }: Preview): string {
  const names = actions.filter(({ side }) => side === 'microsoft').map(({ item }) => item.title);
  return `${counts.create} to be made, ${counts.update} changed, ${counts.delete} deleted in Outlook: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}`;
}
