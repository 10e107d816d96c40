import { CheckCircle, Clock, Minus, WarningCircle } from '@strapi/icons';

import type { TextKey } from '../text/useText';
import type { AttentionState } from './attentionOf';

/** A sign and a word beside the colour, which not everybody sees. */
export const looks: Record<AttentionState, { Icon: typeof CheckCircle; colour: string; text: TextKey }> = {
  'needs-you': { Icon: WarningCircle, colour: 'danger600', text: 'attention.state.needs-you' },
  waits: { Icon: Clock, colour: 'warning600', text: 'attention.state.waits' },
  behind: { Icon: Clock, colour: 'warning600', text: 'attention.state.behind' },
  healthy: { Icon: CheckCircle, colour: 'success600', text: 'attention.state.healthy' },
  off: { Icon: Minus, colour: 'neutral600', text: 'attention.state.off' },
};
