import { settingFields } from '../../../../src/settings/fields';
import type { Failure } from '../../services/failure';
import { message, type TextKey } from '../../text/useText';
import { type ShownField, shownFields, type SystemForm } from './systemForm';

interface Problem {
  path: string;
  text: TextKey;
}

const problemText: Record<ShownField, TextKey> = {
  syncIntervalMinutes: 'interval.problem',
  calendarEnabled: 'field.problem',
  calendarDirection: 'field.problem',
  calendarConflictResolution: 'field.problem',
};

// As the server has them in its shape of an application.
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const domain = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
const sharedTenants = ['common', 'organizations', 'consumers'];

/** What would be refused, by the same rules as on the server. */
export function problemsOf(form: SystemForm): Problem[] {
  const problems: Problem[] = [];
  for (const field of shownFields) {
    const value = form.fields[field];
    if (value !== null && settingFields[field].problem(value)) problems.push({ path: `fields.${field}`, text: problemText[field] });
  }
  return [...problems, ...applicationProblems(form.application)];
}

function applicationProblems({ clientId, tenantId, secret, clientSecret }: SystemForm['application']): Problem[] {
  const problems: Problem[] = [];
  const tenant = tenantId?.trim() ?? '';
  const value = clientSecret?.trim() ?? '';
  if (clientId?.trim() && !guid.test(clientId.trim())) problems.push({ path: 'application.clientId', text: 'client-id.problem' });
  if (tenant && !guid.test(tenant) && !domain.test(tenant) && !sharedTenants.includes(tenant))
    problems.push({ path: 'application.tenantId', text: 'tenant-id.problem' });
  if (secret === 'replace' && !value) problems.push({ path: 'application.clientSecret', text: 'secret.problem' });
  if (guid.test(value)) problems.push({ path: 'application.clientSecret', text: 'secret.is-id' });
  return problems;
}

/** For Strapi's `Form`, which understands what looks like yup's error. */
export async function validate(form: SystemForm): Promise<SystemForm> {
  const inner = problemsOf(form).map(({ path, text }) => ({ path, message: message(text) }));
  if (inner.length > 0) throw Object.assign(new Error('Invalid input'), { name: 'ValidationError', inner });
  return form;
}

/** The server's problems under the names that the form's fields have here; what belongs to no field is left out. */
export function fieldErrorsOf(failure: Failure, part: 'settings' | 'application') {
  const errors: Record<string, Record<string, string>> = {};
  for (const { path, message: words } of failure.problems) {
    const [group, name] = fieldOf(path, part);
    if (group && name) (errors[group] ??= {})[name] ??= words;
  }
  return errors;
}

function fieldOf(path: string, part: 'settings' | 'application'): [string?, string?] {
  const [first = '', second] = path.split('.');
  if (part === 'application') return ['application', first === 'application' ? second : first];
  if (first === 'fields' || first === 'integrations') return [first, second];
  return ['fields', first];
}
