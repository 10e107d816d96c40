import type { Section } from './section';
import { sectionsOfHistories } from './sections-of-histories';
import { sectionsOfSituations } from './sections-of-situations';

export const sections: readonly Section[] = [...sectionsOfSituations, ...sectionsOfHistories];
