import { it } from 'vitest';
import type { ConflictResolution } from '../../src/contracts';
import { prove } from './prove';
import type { History, Step } from './steps';
import { after, before, between, edit, fault, here, killed, run, there } from './steps-in-words';

type Side = 'here' | 'there';
const make = (side: Side, shape: number): Step => edit({ kind: 'create', side, shape });
const part = (side: Side, which: number, nth: number, how: 'subject' | 'location' | 'start' | 'cancel'): Step =>
  edit({ kind: 'part', side, which, nth, how });
const change = (side: Side, which: number, field: number): Step => edit({ kind: 'edit', side, which, field });
const ruleOf = (side: Side, which: number, rule: number): Step => edit({ kind: 'rule', side, which, rule });
const remove = (side: Side, which: number): Step => edit({ kind: 'delete', side, which });
const together = (side: Side, which: number, field: number, of: 'edit' | 'rule'): Step =>
  edit({ kind: 'together', side, which, field, of });
const moveException = (which: number, to: number, nth: number): Step => edit({ kind: 'move part', which, to, nth });
const spoil = (which: number): Step => edit({ kind: 'spoil', which });
const toMicrosoft = { direction: 'strapi-to-microsoft' } as const;

/** The shortest histories about one series and its exceptions that have found a fault in the engine, each by what must be so. */
const histories: Record<string, Pick<History, 'steps' | 'direction'> & Partial<Pick<History, 'seed'>> & { readonly under?: ConflictResolution }> = {
  'an edit in Microsoft of an exception that has left its place comes back in that place': {
    under: 'newest-wins', steps: [make(there, 6), part(there, 2, 2, 'start'), run, moveException(6, 0, 5), change(there, 3, 3)],
  },
  'so does an edit that was made before it left': {
    under: 'newest-wins', steps: [make(there, 5), part(there, 0, 0, 'subject'), run, part(there, 0, 0, 'subject'), moveException(1, 3, 1)],
  },
  'in a direction to Microsoft a date that was cancelled there stays so when Strapi cancels another one and moves the series': {
    ...toMicrosoft, steps: [make(here, 7), part(here, 0, 0, 'subject'), run, part(there, 0, 1, 'cancel'), remove(here, 1), change(here, 1, 4)],
  },
  'in a direction to Microsoft an exception that was cancelled there, and then in Strapi, waits for nothing': {
    ...toMicrosoft, steps: [make(here, 9), part(here, 0, 0, 'subject'), run, part(there, 1, 0, 'cancel'), run, remove(here, 1)],
  },
  'an exception that a write without an answer has taken away is made again with its series that was deleted there since': {
    steps: [make(here, 4), part(here, 0, 0, 'subject'), run, change(here, 0, 3), killed(after('PATCH /events/{id}')), remove(there, 0), ruleOf(here, 0, 0), change(here, 0, 0)],
  },
  'an entry that says what its series has in that place goes when a new rule erases the exception': {
    steps: [make(here, 4), part(here, 0, 0, 'subject'), run, moveException(1, 3, 4), run, ruleOf(here, 0, 2)],
  },
  'in a direction to Microsoft an edit there of an exception is kept as the loser of its deletion in Strapi, also when it was seen before': {
    ...toMicrosoft, steps: [make(here, 4), part(here, 0, 0, 'subject'), run, part(there, 1, 0, 'start'), run, remove(here, 1)],
  },
  'an exception that is put on a date on which Microsoft makes one while it cannot be read is the same entry': {
    under: 'ask', steps: [make(there, 5), part(there, 0, 0, 'subject'), run, moveException(0, 2, 0), spoil(1), part(there, 0, 1, 'location'), run],
  },
  'an exception of what is made again in Microsoft, and repeats no more in Strapi, goes and is kept as the loser': {
    under: 'strapi-wins',
    steps: [
      make(here, 4), part(here, 0, 0, 'subject'), run, ruleOf(here, 0, 4), change(here, 1, 0), remove(there, 0),
      { kind: 'run with a fault', resource: 'calendar', fault: { on: 'delta', skip: 0, as: 'replayed' } },
    ],
  },
  'a date of a new rule in Microsoft is cancelled there when Strapi cancels it while somebody is asked about the exception that stood on it': {
    under: 'ask', steps: [make(here, 4), part(here, 0, 0, 'subject'), run, part(here, 0, 0, 'subject'), ruleOf(there, 0, 1), run, part(here, 0, 0, 'cancel')],
  },
  'an exception that our own write has taken away stays in Strapi when the run ends before it is made again': {
    under: 'microsoft-wins', steps: [make(here, 4), part(here, 0, 0, 'subject'), run, ruleOf(here, 0, 1), part(here, 0, 0, 'subject'), killed(before('commit', 4))],
  },
  'an exception that could not be read while a rule of Microsoft and a write of ours took it away is read no more, and waits for nothing': {
    under: 'strapi-wins',
    steps: [
      make(here, 4), part(here, 0, 0, 'subject'), run, spoil(1), run, change(here, 0, 0), ruleOf(there, 0, 0),
      { kind: 'run with a fault', resource: 'calendar', fault: { on: 'delta', skip: 0, as: 'again' } },
    ],
  },
  'so it does when a list of changes that lags says only after the death of the run that it is gone': {
    under: 'strapi-wins', seed: 8,
    steps: [
      make(here, 4), part(here, 0, 0, 'subject'), run, { kind: 'feed lags', minutes: 10 }, ruleOf(here, 0, 0), { kind: 'killed run', resource: 'calendar', at: after('PATCH /events/{id}') }, run, ruleOf(here, 0, 0),
    ],
  },
  'an exception that is edited in Strapi beside its series is no conflict with what it takes over of that': {
    under: 'ask', steps: [make(here, 4), part(here, 0, 0, 'subject'), run, together(here, 1, 1, 'edit'), change(here, 0, 2)],
  },
  'what fills a place goes when Microsoft cancels the date meanwhile': {
    under: 'strapi-wins',
    steps: [make(here, 4), part(here, 0, 0, 'subject'), run, moveException(0, 2, 3), between(before('GET /events/{id}/instances'), { kind: 'delete', side: there, which: 1 })],
  },
  'in a direction to Microsoft an exception that could not be read is held no longer when its series is gone there': {
    ...toMicrosoft, steps: [make(here, 4), part(here, 0, 0, 'subject'), run, spoil(1), remove(there, 0), run],
  },
  'in a direction to Strapi what left its place is filled although Strapi has another rule': {
    direction: 'microsoft-to-strapi', steps: [make(there, 5), part(there, 0, 0, 'subject'), run, ruleOf(here, 1, 3), run, moveException(1, 3, 5)],
  },
  'an exception that is made there after our own new rule has erased it is a conflict with the one before': {
    steps: [make(there, 9), part(there, 0, 0, 'subject'), run, ruleOf(here, 1, 3), killed(after('PATCH /events/{id}')), part(there, 0, 0, 'subject')],
  },
  'in a direction to Microsoft a date that was cancelled there of what both sides have made a series is cancelled again': {
    ...toMicrosoft, steps: [make(here, 0), run, ruleOf(there, 0, 4), part(there, 7, 2, 'cancel'), ruleOf(here, 0, 3)],
  },
  'an exception takes the place of one that was deleted while its series got another rule': {
    under: 'strapi-wins',
    steps: [make(there, 5), part(there, 0, 0, 'subject'), run, together(here, 0, 2, 'rule'), moveException(0, 3, 3), remove(here, 1), part(here, 0, 0, 'start')],
  },
  'in a direction to Microsoft a series does not wait for what is known of an exception that is gone': {
    ...toMicrosoft, under: 'newest-wins',
    steps: [make(here, 8), part(here, 0, 0, 'subject'), run, part(here, 0, 1, 'cancel'), spoil(1), { kind: 'run with a fault', resource: 'calendar', fault: { on: '$batch', skip: 1, as: 'dropped after' } }, ruleOf(there, 1, 0)],
  },
  'nobody is asked about an exception any more that our own move of the series has erased': {
    under: 'ask',
    steps: [make(there, 8), part(there, 0, 0, 'subject'), run, part(there, 0, 0, 'cancel'), together(here, 0, 3, 'edit'), run, remove(here, 0), { kind: 'decide', resource: 'calendar', which: 4, winner: 'microsoft' }],
  },
  'a conflict with the one before is an exception, too, that is made there while the series cannot be read after our new rule': {
    under: 'ask', steps: [make(there, 7), part(there, 0, 0, 'subject'), run, ruleOf(here, 1, 0), fault('/events', 'otherShape'), part(there, 1, 0, 'subject')],
  },
  'in a direction to Microsoft an exception that a new rule there has erased, and that somebody there makes again, takes edits in Strapi on': {
    ...toMicrosoft, steps: [make(here, 4), part(here, 0, 0, 'subject'), run, ruleOf(there, 0, 2), run, part(there, 0, 0, 'subject'), part(here, 1, 0, 'location')],
  },
  'in a direction to Microsoft an exception of what does not repeat in Strapi any more is written when it repeats there': {
    ...toMicrosoft, steps: [make(here, 7), part(here, 0, 0, 'subject'), ruleOf(here, 0, 4), run, ruleOf(there, 0, 1)],
  },
  'an edit in Microsoft of an exception that cannot be read in Strapi is kept as the loser when its series is deleted there': {
    steps: [make(there, 9), part(there, 0, 0, 'subject'), run, spoil(1), part(there, 1, 0, 'subject'), run, remove(here, 0)],
  },
  'what fills a place goes when Microsoft gives the series another rule meanwhile': {
    steps: [make(there, 4), part(there, 0, 0, 'subject'), run, moveException(1, 1, 0), between(before('GET /events/{id}?$expand'), { kind: 'rule', side: there, which: 1, rule: 3 })],
  },
  'in a direction to Microsoft an exception that is made there again after a new rule had erased it goes when it is deleted in Strapi': {
    ...toMicrosoft, steps: [make(here, 4), part(here, 0, 0, 'subject'), run, ruleOf(there, 0, 2), run, part(there, 0, 0, 'subject'), remove(here, 1)],
  },
  'in a direction to Microsoft an exception is written again when Strapi makes a series again of what it belongs to': {
    ...toMicrosoft, steps: [make(here, 4), part(here, 0, 0, 'subject'), run, ruleOf(here, 0, 4), run, ruleOf(here, 0, 0)],
  },
  'so is one that was never written before': {
    ...toMicrosoft, steps: [make(here, 4), part(here, 0, 0, 'subject'), ruleOf(here, 0, 4), run, ruleOf(there, 0, 0), run, ruleOf(here, 0, 2)],
  },
  'in a direction to Microsoft an exception that is held for want of a place is written when people there make one': {
    ...toMicrosoft, steps: [make(here, 4), run, ruleOf(there, 0, 4), part(here, 0, 1, 'subject'), run, ruleOf(there, 0, 2)],
  },
  'an exception that is made there right after our new rule was answered is a conflict with the one before': {
    under: 'ask',
    steps: [make(there, 4), part(there, 0, 0, 'subject'), run, ruleOf(here, 0, 2), between(before('GET /events/{id}?$expand'), { kind: 'part', side: there, which: 0, nth: 0, how: 'location' })],
  },
  'so it is where the series gets another rule once more, and a run between was killed': {
    steps: [make(here, 4), part(here, 0, 0, 'subject'), run, ruleOf(here, 0, 0), between(before('GET /events/{id}?$expand', 2), { kind: 'part', side: there, which: 0, nth: 0, how: 'subject' }), killed(before('store.pending')), ruleOf(here, 0, 0)],
  },
  'in a direction to Microsoft a series is not deleted while it does not answer what people there have made of it': {
    ...toMicrosoft, steps: [make(here, 8), part(here, 0, 0, 'subject'), run, part(there, 1, 1, 'location'), run, remove(here, 0), { kind: 'run with a fault', resource: 'calendar', fault: { on: '/events', skip: 0, as: '504' } }],
  },
}; // prettier-ignore

it.each(Object.entries(histories))('%s', async (_rule, { under, ...history }) => {
  for (const conflictResolution of under ? [under] : (['strapi-wins', 'microsoft-wins', 'newest-wins'] as const))
    for (const seed of [0, 1]) await prove(['calendar'], { conflictResolution, seed, ...history });
});
