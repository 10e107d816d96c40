import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { repository } from '../support/places';

const facts = fs.readFileSync(path.join(repository, 'docs/graph-facts.md'), 'utf8');
const sources = execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.mjs', '*.js', '*.md'], { cwd: repository, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file && fs.existsSync(path.join(repository, file)))
  .map((file) => ({ file, text: fs.readFileSync(path.join(repository, file), 'utf8') }));

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
