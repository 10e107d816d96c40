import { BackLink } from '../components/BackLink';
import { useText } from '../text/useText';

export function BackToMe() {
  return <BackLink to="me">{useText()('me.title')}</BackLink>;
}
