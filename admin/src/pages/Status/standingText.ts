import type { Standing } from '../../../../src/contracts/http-status';
import type { TextKey } from '../../text/useText';

export const standingText: Record<Standing, TextKey> = {
  'needs-person': 'standing.needs-person',
  'to-decide': 'standing.to-decide',
  delayed: 'standing.delayed',
  healthy: 'standing.healthy',
};
