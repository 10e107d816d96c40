import type { IntlShape } from 'react-intl';

import type { Counts, RunReport } from '../../../src/contracts';
import { isRunReason } from '../../../src/contracts/run-reasons';
import { outcomeReportText, reasonText, resourceText } from '../text/labels';
import type { Text } from '../text/useText';

type FormatList = (items: string[]) => string;

/** `3 created and 1 updated`, or that nothing was. */
export function countsText(counts: Counts, t: Text, formatList: FormatList): string {
  const parts = [
    counts.created > 0 ? t('counts.created', { count: counts.created }) : null,
    counts.updated > 0 ? t('counts.updated', { count: counts.updated }) : null,
    counts.deleted > 0 ? t('counts.deleted', { count: counts.deleted }) : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? formatList(parts) : t('counts.nothing');
}

/** What a run did, in a sentence or two. */
export function reportText(run: RunReport, t: Text, formatList: FormatList): string {
  const sentences = [
    t(isFirstToStart(run) ? 'report.waits-for-start' : outcomeReportText[run.outcome], {
      resource: t(resourceText[run.resource]),
      strapi: countsText(run.strapi, t, formatList),
      microsoft: countsText(run.microsoft, t, formatList),
    }),
    reasonSentence(run, t),
    run.conflicts > 0 ? t('report.conflicts', { count: run.conflicts }) : null,
    run.held > 0 ? t('report.held', { count: run.held }) : null,
    run.leftAlone > 0 ? t('report.left-alone', { count: run.leftAlone }) : null,
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}

/** A reason of an account has a sentence of its own; any other is the server's words, which matter where something went wrong. */
export function reasonSentence({ reason, outcome }: RunReport, t: Text): string | null {
  if (reason === null) return null;
  const known = Object.entries(reasonText).find(([name]) => name === reason);
  if (known) return t(known[1]);
  if (isRunReason(reason)) return saysMore.has(outcome) ? t(`why.${reason}`) : null;
  return saysMore.has(outcome) ? t('report.reason', { reason }) : null;
}

/** Of the others the outcome is all there is to say. */
const saysMore: ReadonlySet<RunReport['outcome']> = new Set(['failed', 'delayed', 'action-required']);

/** It has read, and waits for its person before it writes to the mailbox. */
export const isFirstToStart = ({ outcome, reason }: RunReport): boolean => outcome === 'stopped-by-guard' && reason === 'waits-for-start';

/** The language's own way of joining a list, as one function. */
export const listFormatter =
  (intl: IntlShape): FormatList =>
  (items) =>
    intl.formatList(items, { type: 'conjunction' });
