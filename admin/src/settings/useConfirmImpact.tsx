import { RESOURCES } from '../../../src/contracts';
import type { LevelSettingsPatch } from '../../../src/contracts/http';
import { useConfirmation } from '../components/useConfirmation';
import { useWeighMicrosoftSettingsMutation } from '../services/api';
import type { Place } from '../services/paths';
import { useText } from '../text/useText';
import type { LevelForm } from './form';
import { impactText, isGraver } from './impactText';
import { WayToPreview } from './WayToPreview';

/** Asks before a save after which synchronization begins, ends or goes both ways for somebody, conflicts are open, or an integration is off for all. */
export function useConfirmImpact() {
  const t = useText();
  const { ask, dialog } = useConfirmation();
  const [weigh] = useWeighMicrosoftSettingsMutation();

  const confirm = async (scope: Place, patch: LevelSettingsPatch, before: LevelForm): Promise<boolean> => {
    const answer = await weigh({ scope, patch });
    const impact = 'data' in answer ? answer.data : undefined; // what cannot be weighed cannot be saved either, and the save says why
    const turnsOff = RESOURCES.some((resource) => before.integrations[resource] && patch.integrations?.[resource] === false);
    const sentence = impact ? impactText(impact, scope.level, t) : '';
    if (turnsOff)
      return ask({
        title: t('integration.off.title'),
        body: `${t('integration.off.body')} ${sentence}`,
        confirm: t('integration.off.confirm'),
      });
    if (!impact || impact.people === 0 || (impact.begins + impact.ends === 0 && !isGraver(impact))) return true;
    return ask({
      title: t(scope.level === 'user' ? 'impact.title-one' : 'impact.title'),
      body: sentence,
      more: <WayToPreview scope={scope} patch={patch} impact={impact} />,
      confirm: t('impact.confirm'),
      tone: impact.ends > 0 ? 'danger' : 'default',
    });
  };
  return { confirm, dialog };
}
