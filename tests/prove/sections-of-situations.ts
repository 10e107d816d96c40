import type { Part } from '../../src/sync/resource';
import { mailing, type Pair, real, series, united } from './pairs';
import { brokenPromise } from './promises';
import type { Section } from './section';
import {
  type Axes,
  type Choice,
  choiceOf,
  directions,
  inShort,
  ordinary,
  situationOf,
  sizeOf,
  strategies,
  type Strategy,
} from './situations';

function section(name: string, covers: string, pair: Pair, axes: Partial<Axes>): Section {
  const all = { ...ordinary, strategy: strategies, direction: directions, ...axes };
  return {
    name: `situations of ${pair.name}: ${name}`,
    covers,
    async go(isMine, failed) {
      let count = 0;
      for (let at = 0; at < sizeOf(all); at += 1) {
        if (!isMine(at)) continue;
        const choice = choiceOf(all, at);
        const situation = situationOf(pair, choice);
        if (!situation) continue;
        count += 1;
        const why = whatBreaks(pair, situation);
        if (why !== null) failed(inShort(pair, choice), why);
      }
      return count;
    },
  };
}

function whatBreaks(...of: Parameters<typeof brokenPromise>): string | null {
  try {
    return brokenPromise(...of);
  } catch (error) {
    return `crashed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const verdictsOn = ({ askable }: Pair): Choice['verdict'][] =>
  (['strapi', 'microsoft'] as const).flatMap((winner) =>
    askable.flatMap((some) => (some.length > 0 ? [{ kind: 'winner' as const, winner, fields: some }] : [])),
  );
const verdictsOnAll = (pair: Pair): Choice['verdict'][] =>
  verdictsOn(pair).filter((one) => typeof one === 'object' && one?.fields.length === pair.fields.length);
const approvals: Choice['verdict'][] = [null, 'mail of this', 'mail of something else'];
const both = [false, true];
const mails = { wouldMail: [['someone@example.com']], invitations: ['never', 'ask', 'always'] } as const;
const part: Part = { of: 's', key: '2026-03-02' };

const bothHoldIt = ({ items }: Pair) => ({ base: [null, ...items], local: items, remote: [...items, 'as-agreed' as const] });
const oneIsGone = ({ items }: Pair) => ({
  base: items,
  local: [...items, 'deleted' as const, 'missing' as const],
  remote: [...items, 'as-agreed' as const, 'deleted' as const],
});

/** Where it does not matter which edit is newer. */
const plainly: readonly Strategy[] = ['strapi-wins', 'microsoft-wins', 'ask'];
const policies = 'strategies, and single directions';

const merged = (pair: Pair): Section =>
  section(
    'both sides hold it',
    `bases, entries, items (absent, or each of nine) × ${policies} × open conflicts, agreed before or never × verdicts × collections that may only be read: full`,
    pair,
    { ...bothHoldIt(pair), open: pair.askable, isNeverAgreed: both, verdict: [null, ...verdictsOn(pair)], isReadOnly: both },
  );

const gone = (pair: Pair): Section =>
  section(
    'one side is gone',
    `bases × entries (each of nine, deleted, missing) × items (each of nine, as agreed, deleted) × ${policies} × open conflicts, agreed before or never × gone while it was asked about × verdicts: full`,
    pair,
    { ...oneIsGone(pair), open: pair.askable, isNeverAgreed: both, isGoneOpen: both, verdict: [null, ...verdictsOnAll(pair)] },
  );

const others = (pair: Pair): Section[] => {
  const { items, fields, protectable } = pair;
  return [
    section('fields that may not be written', `bases, entries, items × strategies but for the newest, and single directions × masked × unwritable fields × meetings of others: full; with open conflicts: not`, pair, {
      ...bothHoldIt(pair), strategy: plainly, masked: protectable, unwritable: protectable, isOwn: both,
    }),
    section('people are invited', `bases, entries, items × strategies but for the newest, and single directions × invitations × approvals × what linking has not sent × meetings of others: full; with open conflicts: not`, pair, {
      ...bothHoldIt(pair), ...mails, strategy: plainly, verdict: approvals, unsent: ['nothing', 'what stands there', 'something else'], isOwn: both,
    }),
    section('one side is gone, and people are invited', 'bases × entries (or deleted, missing) × items (or as agreed, deleted) × strategies but for the newest, and single directions × invitations × approvals × meetings of others: full', pair, {
      ...oneIsGone(pair), ...mails, strategy: plainly, verdict: approvals, isOwn: both,
    }),
    section('one side is gone, in a collection that may only be read', `the same without invitations × ${policies}: full`, pair, {
      ...oneIsGone(pair), isOwn: both, isReadOnly: [true],
    }),
    section('a part is gone', `the same of a part × what has become of its item × meetings of others × open conflicts on all fields × verdicts on all, ${policies}: full`, pair, {
      ...oneIsGone(pair), part: [part], whole: [null, 'stands', 'rewritten', 'gone'], isOwn: both, open: [[], fields], verdict: [null, ...verdictsOnAll(pair)],
    }),
    section('edits that a direction has left', 'Strapi to Microsoft: bases, entries, items × what people in Microsoft had made of both fields × meetings of others: full', pair, {
      ...oneIsGone(pair), strategy: ['strapi-wins', 'ask'], direction: ['strapi-to-microsoft'], left: [null, ...items], isOwn: both,
    }),
    section('all that a link and two sides can be', `bases and states of links × entries and items of all kinds, entries that cannot be read too × ${policies} × what waits to be merged × collections that may only be read: full`, pair, {
      base: [null, ...items],
      state: ['creating', 'linked', 'ended'],
      local: [...items, 'deleted', 'missing', 'unusable', 'none'],
      remote: [...items, 'as-agreed', 'deleted', 'none'],
      unmerged: [null, 'changes', 'all'],
      isReadOnly: both,
    }),
  ]; // prettier-ignore
};

export const sectionsOfSituations: readonly Section[] = [
  ...[mailing, united, series].flatMap((pair) => [merged(pair), gone(pair), ...others(pair)]),
  merged(real),
  gone(real),
];
