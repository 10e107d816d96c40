import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { repository } from '../support/places';

const facts = fs.readFileSync(path.join(repository, 'docs/graph-facts.md'), 'utf8');
const sources = execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.mjs', '*.js', '*.md'], { cwd: repository, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file && fs.existsSync(path.join(repository, file)))
  // A citation may go over the end of a comment's line.
  .map((file) => ({ file, text: fs.readFileSync(path.join(repository, file), 'utf8').replace(/(graph-facts|RFC)\n\s*\*? */g, '$1 ') }));
/** Of another paper than the facts themselves, whose sections speak of sources of their own. */
const citing = sources.filter(({ file }) => file !== 'docs/graph-facts.md' && file !== 'tests/package/citations.test.ts');
const code = citing.filter(({ file }) => !file.endsWith('.md'));

/** What each of these files says in the words of `pattern`: its first group, or all of it. */
function citations(files: readonly { file: string; text: string }[], pattern: RegExp) {
  return files.flatMap(({ file, text }) => [...text.matchAll(pattern)].map(([all, group]) => ({ file, cited: group ?? all })));
}

/** `1.3` is a heading of its own; `10.9` the ninth entry of the list in section 10. */
function isThere(section: string): boolean {
  if (new RegExp(`^#+ ${section.replace('.', '\\.')}[. ]`, 'm').test(facts)) return true;
  const [chapter, entry] = section.split('.');
  const list = facts.split(/^## /m).find((text) => text.startsWith(`${chapter}. `));
  return list !== undefined && entry !== undefined && new RegExp(`^${entry}\\. `, 'm').test(list);
}

it('every fact that a comment cites stands in docs/graph-facts.md', () => {
  const cited = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/graph-facts §§?\d[\d., §]*/g)].flatMap(([citation]) =>
      [...citation.matchAll(/\d+(\.\d+)?/g)].map(([section]) => ({ file, section })),
    ),
  );
  expect(cited.length).toBeGreaterThan(100);
  expect(cited.filter(({ section }) => !isThere(section))).toEqual([]);
});

it('a section is one of docs/graph-facts.md or of an RFC', () => {
  // A list goes on after a comma: graph-facts §1.3, §1.9.
  const known = /(?:graph-facts|RFC \d+) §§?\d[\d.]*(?:, §?\d[\d.]*)*/g;
  expect(
    citations(
      citing.map(({ file, text }) => ({ file, text: text.replace(known, '') })),
      /.*§.*/g,
    ),
  ).toEqual([]);
});

it('a lesson stands in docs/lessons.md', () => {
  const lessons = fs.readFileSync(path.join(repository, 'docs/lessons.md'), 'utf8');
  const cited = citations(code, /\blessons? (\d+(?:, \d+)*)/g);
  expect(cited.length).toBeGreaterThan(10);
  const isKnown = (number: string) => new RegExp(`^\\| ${number} +\\|`, 'm').test(lessons);
  expect(cited.filter(({ cited: numbers }) => !numbers.split(', ').every(isKnown))).toEqual([]);
});

it('a paper or file that a comment names is there', () => {
  const files = execFileSync('git', ['ls-files'], { cwd: repository, encoding: 'utf8' }).split('\n');
  const isThere = (name: string) => files.some((file) => file === name || file.endsWith(`/${name}`));
  const comments = code.map(({ file, text }) => ({ file, text: [...text.matchAll(/\/\*\*[\s\S]*?\*\/|\/\/.*/g)].join('\n') }));
  const cited = citations(comments, /(?<![\w./-])((?:[\w-]+\/)*[\w-]+\.(?:md|tsx?|mjs))\b/g);
  expect(cited.length).toBeGreaterThan(10);
  expect(cited.filter(({ cited: name }) => !isThere(name))).toEqual([]);
});
