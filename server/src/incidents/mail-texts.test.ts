import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { languageOf, languages } from './mail-texts';

const english: Record<string, string> = languages.en;
const valuesIn = (text = '') => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

it('every file of texts is a language that mails are written in', () => {
  const files = fs.readdirSync(path.join(__dirname, 'translations')).map((file) => path.basename(file, '.json'));
  expect(files.sort()).toEqual(Object.keys(languages).sort());
});

it.each(Object.entries(languages))('in %s no text is missing, empty or too many, and each names what it is given', (_language, texts) => {
  const all: Record<string, string> = texts;
  expect(Object.keys(all)).toEqual(Object.keys(english));
  for (const [key, text] of Object.entries(all)) {
    expect(text.trim(), key).not.toBe('');
    expect(valuesIn(text), key).toEqual(valuesIn(english[key]));
  }
});

it('a language is taken for its regions, and English stands in for what is not known', () => {
  expect(['de-AT', 'DE', 'xx', '', null].map(languageOf)).toEqual(['de', 'de', 'en', 'en', 'en']);
});
