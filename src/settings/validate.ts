import type { Level, SettingsPatch } from '../contracts';
import { settingFields } from './fields';

export interface InputProblem {
  readonly path: string;
  readonly message: string;
}

/** What is wrong with a scope; whether its user or organization exists is another question. */
export function scopeProblems(scope: unknown): InputProblem[] {
  const isLevel = isObject(scope) && levels.some((level) => level === scope['level']);
  return isLevel ? [] : [{ path: 'level', message: `Must be one of: ${levels.join(', ')}.` }];
}

/** Everything that is wrong with a patch for a level; empty: it may be stored. Takes anything, as it comes from outside. */
export function settingsProblems(patch: unknown, level: Level): InputProblem[] {
  if (!isObject(patch)) return [{ path: '', message: 'Settings must be an object.' }];
  const problems: InputProblem[] = [];
  for (const [name, value] of Object.entries(patch)) {
    if (name === 'locks') problems.push(...lockProblems(value, level));
    else if (!isField(name)) problems.push({ path: name, message: `There is no setting "${name}".` });
    else if (value !== null && value !== undefined) {
      const message = settingFields[name].problem(value);
      if (message) problems.push({ path: name, message });
    }
  }
  return problems;
}

function lockProblems(locks: unknown, level: Level): InputProblem[] {
  if (level === 'user') return [{ path: 'locks', message: 'A user has nobody below, so there is nothing to lock.' }];
  if (!isObject(locks)) return [{ path: 'locks', message: 'Locks must be an object.' }];
  return Object.entries(locks).flatMap(([name, value]) => {
    const path = `locks.${name}`;
    if (!isField(name)) return [{ path, message: `There is no setting "${name}".` }];
    return typeof value === 'boolean' ? [] : [{ path, message: 'Must be true or false.' }];
  });
}

const levels: readonly Level[] = ['system', 'organization', 'user'];
const isField = (name: string): name is Exclude<keyof SettingsPatch, 'locks'> => Object.hasOwn(settingFields, name);
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
