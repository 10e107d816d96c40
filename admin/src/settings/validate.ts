import { settingFields, settingNames } from '../../../src/settings/fields';
import { applicationFieldOf, applicationProblems } from '../application/problems';
import type { Failure } from '../services/failure';
import { message, type TextKey } from '../text/useText';
import type { LevelForm } from './form';
import { settingTexts } from './sections';

interface Problem {
  path: string;
  text: TextKey;
}

/** What would be refused, by the same rules as on the server. */
export function problemsOf(form: LevelForm, isOfOrganization = false): Problem[] {
  const ofSettings = settingNames.flatMap((field) => {
    const value = form.fields[field];
    return value !== null && settingFields[field].problem(value) ? [{ path: `fields.${field}`, text: settingTexts[field].problem }] : [];
  });
  const ofApplication = applicationProblems(form.application, isOfOrganization);
  return [...ofSettings, ...ofApplication.map(({ field, text }) => ({ path: `application.${field}`, text }))];
}

/** For Strapi's `Form`, which understands what looks like yup's error. */
export const validator =
  (isOfOrganization: boolean) =>
  async (form: LevelForm): Promise<LevelForm> => {
    const inner = problemsOf(form, isOfOrganization).map(({ path, text }) => ({ path, message: message(text) }));
    if (inner.length > 0) throw Object.assign(new Error('Invalid input'), { name: 'ValidationError', inner });
    return form;
  };

export type Part = 'settings' | 'application';

/** The server's problems under the names that the form's fields have here; what belongs to no field is left out. */
export function fieldErrorsOf(failure: Failure, part: Part) {
  const errors: Record<string, Record<string, string>> = {};
  for (const { path, message: words } of failure.problems) {
    const [group, name] = fieldOf(path, part);
    if (group && name) (errors[group] ??= {})[name] ??= words;
  }
  return errors;
}

function fieldOf(path: string, part: Part): [string?, string?] {
  const [first = '', second, third] = path.split('.');
  if (part === 'application')
    return ['application', applicationFieldOf(first === 'application' ? path.slice('application.'.length) : path)];
  if (first === 'integrations') return [first, second];
  if (first === 'fields') return ['fields', second === 'locks' ? third : second];
  return ['fields', first === 'locks' ? second : first]; // a lock has no place of its own for words
}
