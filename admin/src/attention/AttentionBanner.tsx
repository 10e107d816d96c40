import { useLocation } from 'react-router-dom';

import { Notice } from '../components/Notice';
import { useText } from '../text/useText';
import { AttentionLines } from './AttentionLines';
import { looks } from './looks';
import { useAttention } from './useAttention';

/** On top of pages that are about something else: somebody is needed, or has been told. What the page says by itself it leaves to it. */
export function AttentionBanner() {
  const t = useText();
  const { pathname } = useLocation();
  const { attention } = useAttention();
  if (attention?.state !== 'needs-you' && attention?.state !== 'waits') return null;
  const lines = attention.lines.filter(({ saidOn }) => saidOn !== pathname);
  if (lines.length === 0) return null;
  // What is left may be only what others have been told.
  const state = lines.some(({ to }) => to !== null) ? 'needs-you' : 'waits';
  return (
    <Notice tone={state === 'needs-you' ? 'warning' : 'information'} title={t(looks[state].text)}>
      <AttentionLines lines={lines} />
    </Notice>
  );
}
