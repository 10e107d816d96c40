import { stateText } from '../text/labels';
import { useText } from '../text/useText';
import { ChoiceFilter } from './ChoiceFilter';

export function StateFilter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useText();
  return <ChoiceFilter label={t('list.state')} all={t('list.all-states')} choices={stateText} value={value} onChange={onChange} />;
}
