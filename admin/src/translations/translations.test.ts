// eslint-disable-next-line no-restricted-imports -- a test runs in Node
import fs from 'node:fs';
// eslint-disable-next-line no-restricted-imports -- a test runs in Node
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { reasons } from '../../../src/contracts/reasons';
import * as deletionTexts from '../text/deletionTexts';
import * as labels from '../text/labels';
import german from './de.json';
import english from './en.json';
import { loadTranslations } from './load';

const sources = fs
  .readdirSync(path.join(__dirname, '..'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
  .map((file) => fs.readFileSync(path.join(__dirname, '..', file), 'utf8'))
  .join('\n');

const texts: Record<string, Record<string, string>> = Object.fromEntries(
  fs
    .readdirSync(__dirname)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [
      path.basename(file, '.json'),
      JSON.parse(fs.readFileSync(path.join(__dirname, file), 'utf8')) as Record<string, string>,
    ]),
);
/** `{days, plural, …}` and `{name}` alike: the names of what a text is given. */
const given = (text: string) => [...text.matchAll(/\{(\w+)(?:[,}])/g)].map(([, name]) => name).sort();

describe('texts', () => {
  it.each(Object.entries(texts))('lacks none, has none too many and keeps their order in %s', (_language, all) => {
    expect(Object.keys(all)).toEqual(Object.keys(english));
  });

  it.each(Object.entries(texts))('leaves none empty in %s', (_language, all) => {
    expect(Object.entries(all).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(Object.entries(texts))('gives the same values to fill in as English in %s', (_language, all) => {
    const differing = Object.entries(english).filter(([key, text]) => given(text).join() !== given(all[key] ?? '').join());
    expect(differing).toEqual([]);
  });

  it('uses every text', () => {
    const isUsed = (key: string) => key.startsWith('why.') || sources.includes(`'${key}'`) || sources.includes(`.${key}\``);
    expect(Object.keys(english).filter((key) => !isUsed(key))).toEqual([]);
  });

  it('has a text for every reason that the server gives, and for no other, which names what that names', () => {
    const codes = Object.keys(reasons).sort();
    const keys = Object.keys(english).filter((key) => key.startsWith('why.'));
    expect(keys.map((key) => key.slice('why.'.length)).sort()).toEqual(codes);
    const names = (text: string) => [...new Set(given(text))].join();
    const differing = Object.entries(reasons).filter(([code, text]) => names(text) !== names(texts.en?.[`why.${code}`] ?? ''));
    expect(differing).toEqual([]);
  });

  it('has a text for every value of the contract, and no text twice in one list', () => {
    for (const list of Object.values({ ...labels, ...deletionTexts })) {
      const keys = Object.values(list);
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys) expect(english).toHaveProperty([key]);
    }
  });

  it.each(Object.entries(texts))('says in whole sentences why an account does not work, in %s', (_language, all) => {
    for (const key of Object.values(labels.reasonText)) expect(all[key]).toMatch(/^\p{Lu}.+\.$/u);
  });
});

describe('loading of texts', () => {
  it('puts the id of the plugin before every key', async () => {
    const [loaded] = await loadTranslations({ locales: ['de'] });
    expect(loaded?.data['microsoft-sync.save']).toBe(german.save);
  });

  it('knows every language that there is a file of', async () => {
    const loaded = await loadTranslations({ locales: Object.keys(texts) });
    expect(loaded.map(({ data }) => data['microsoft-sync.save'])).toEqual(Object.values(texts).map((all) => all['save']));
  });

  it('takes a language for its regions, and nothing for a language it does not know', async () => {
    const [swiss, unknown] = await loadTranslations({ locales: ['de-CH', 'xx'] });
    expect(swiss?.data['microsoft-sync.save']).toBe(german.save);
    expect(unknown).toEqual({ locale: 'xx', data: {} });
  });
});
