import type { Section } from './section';
import { sectionsOfHomes } from './sections-of-homes';
import { sectionsOfHistories } from './sections-of-histories';
import { sectionsOfSituations } from './sections-of-situations';

export const sections: readonly Section[] = [...sectionsOfSituations, ...sectionsOfHomes, ...sectionsOfHistories];
