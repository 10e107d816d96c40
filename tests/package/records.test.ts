import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { kindsOf } from '../../server/src/homes/check/kinds';
import { repository } from '../support/places';

const read = (file: string): string => fs.readFileSync(path.join(repository, file), 'utf8');
const page = read('docs/records.md');
/** The part of the page below this heading, as far as the next one of its depth. */
const below = (heading: string): string => page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
const rowsOf = (part: string): string[][] =>
  part
    .split('\n')
    .flatMap((line) => (/^\| (?!-)/.test(line) ? [line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))] : []));

describe('docs/records.md', () => {
  const homes = 'playground/config/homes';
  it.each(fs.readdirSync(path.join(repository, homes)).filter((file) => file !== 'index.js'))('shows %s of the playground', (file) => {
    expect(below('Three hosts')).toContain(`\`\`\`js\n${read(`${homes}/${file}`).trim()}\n\`\`\``);
  });

  it('says of each field which kinds of attributes hold it', () => {
    const told = rowsOf(below('What can be held by what')).slice(1);
    expect(Object.fromEntries(told.map(([, field = '', kinds = '']) => [field.replaceAll('`', ''), kinds.split(', ')]))).toEqual(kindsOf);
  });

  it.each([
    ['HomeMapping', 'A home'],
    ['FieldMapping', 'A field'],
  ])('explains each key of %s', (shape, heading) => {
    const told = rowsOf(below(heading))
      .slice(1)
      .flatMap(([, keys = '']) => keys.replaceAll('`', '').split(', '));
    const keys = [...new Set(told.map((key) => key.split('.')[0]))].sort();
    expect(keys).toEqual(keysOf(read('src/contracts/homes.ts'), shape).sort());
  });
});

describe('the lines of a start that failed', () => {
  const checks = 'server/src/homes/check';
  const files = [
    ...fs.readdirSync(path.join(repository, checks)).flatMap((file) => (/^[^.]+\.ts$/.test(file) ? [`${checks}/${file}`] : [])),
    'server/src/config/mapping-shape.ts',
    'src/homes/attribute-at.ts',
  ];
  const said = files.flatMap((file) => phrasesOf(read(file)).map((phrase) => ({ file, phrase })));
  const part = below('Problems at start');
  const told = part.replaceAll('\\|', '|');

  it('are explained, each of them', () => {
    expect(said.length).toBeGreaterThan(100);
    expect(said.filter(({ phrase }) => !told.includes(phrase))).toEqual([]);
  });

  it('are those that are explained', () => {
    const longestFirst = said.map(({ phrase }) => phrase).sort((a, b) => b.length - a.length);
    const notSaid = (text: string): string => longestFirst.reduce((rest, phrase) => rest.replaceAll(phrase, ''), text).trim();
    const rows = rowsOf(part.split('### The shape')[0] ?? '').filter(([, line]) => line !== 'The line goes on');
    expect(rows.length).toBeGreaterThan(50);
    const texts = rows.flatMap(([, line = '']) => line.split('…').map((text) => text.trim()));
    expect(texts.filter((text) => isPhrase(text) && isPhrase(notSaid(text)))).toEqual([]);
  });
});

/** What stands between the values of each text of the source, where it is more than a word. */
function phrasesOf(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) found.push(node.text.trim());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('check.ts', source, ts.ScriptTarget.Latest));
  return found.filter(isPhrase);
}

function isPhrase(text: string): boolean {
  return /\S \S/.test(text);
}

function keysOf(source: string, shape: string): string[] {
  const file = ts.createSourceFile('shapes.ts', source, ts.ScriptTarget.Latest);
  const declared = file.statements.find((one): one is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(one) && one.name.text === shape);
  return declared?.members.flatMap(({ name }) => (name && ts.isIdentifier(name) ? [name.text] : [])) ?? [];
}
