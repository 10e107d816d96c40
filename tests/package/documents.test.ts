import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { registerConditions } from '../../server/src/directory/conditions';
import { registerPermissions } from '../../server/src/permissions';
import { settingNames } from '../../src/settings/fields';
import { repository } from '../support/places';

const read = (file: string): string => fs.readFileSync(path.join(repository, file), 'utf8');
const documents = execFileSync('git', ['ls-files', '*.md'], { cwd: repository, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file && fs.existsSync(path.join(repository, file)));

/** The code in the first cells of a page's tables, from the heading on that has one: "`a.b`, `.c`" says `a.b` and `a.c`. */
function firstCells(file: string, heading?: string): string[] {
  const text = read(file);
  const part = heading === undefined ? text : (text.split(/^(?=#+ )/m).find((section) => section.startsWith(`${heading}\n`)) ?? '');
  return part.split('\n').flatMap((line) => {
    const cell = /^\| (?=`)(.*?) *\|/.exec(line)?.[1];
    if (cell === undefined) return [];
    const names = [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
    const [owner = ''] = (names[0] ?? '').split('.');
    return names.map((name) => (name.startsWith('.') ? `${owner}${name}` : name));
  });
}

/** The keys that hold a value, with those that lead to them: of an object type its members', of anything else the key itself. */
function keysOfShape(file: string, shape: string): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const walk = (members: ts.NodeArray<ts.TypeElement>, before: string): void => {
    for (const member of members) {
      if (!ts.isPropertySignature(member) || !ts.isIdentifier(member.name)) continue;
      const key = `${before}${member.name.text}`;
      // An object as a value (a certificate) is explained in the line of its key.
      if (member.type && ts.isTypeLiteralNode(member.type) && before === '') walk(member.type.members, `${key}.`);
      else found.push(key);
    }
  };
  source.forEachChild((node) => {
    if (ts.isInterfaceDeclaration(node) && node.name.text === shape) walk(node.members, '');
  });
  return found;
}

/** The names of a union of texts. */
function namesOf(file: string, union: string): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) found.push(node.literal.text);
    ts.forEachChild(node, visit);
  };
  source.forEachChild((node) => {
    if (ts.isTypeAliasDeclaration(node) && node.name.text === union) visit(node.type);
  });
  return found;
}

/** What is registered with Strapi under Settings → Roles, taken from the registration itself. */
async function registered() {
  const permissions: { uid: string }[] = [];
  const conditions: { displayName: string }[] = [];
  const strapi = {
    service: () => ({
      actionProvider: { registerMany: (added: typeof permissions) => permissions.push(...added) },
      conditionProvider: { registerMany: (added: typeof conditions) => conditions.push(...added) },
    }),
  } as unknown as Parameters<typeof registerPermissions>[0];
  await registerPermissions(strapi, { userType: 'admin::user' });
  await registerConditions(strapi, { userType: 'admin::user', owned: new Map(), organizations: {} as never });
  return { permissions: permissions.map(({ uid }) => uid), conditions: conditions.map(({ displayName }) => displayName) };
}

describe('the documents and the code name the same', () => {
  it('keys of the configuration, each once', () => {
    expect(firstCells('docs/configuration.md').sort()).toEqual(keysOfShape('server/src/config/defaults.ts', 'PluginConfig').sort());
  });

  it('settings', () => {
    const page = read('docs/settings.md');
    const told = [...page.matchAll(/`((?:calendar|tasks|sync|incident)(?!Name\b)[A-Z]\w+)`/g)].map(([, name = '']) => name); // `calendarName` is an entry's
    expect([...new Set(told)].sort()).toEqual([...settingNames].sort());
  });

  it('permissions, each once', async () => {
    expect(firstCells('docs/permissions.md').sort()).toEqual((await registered()).permissions.sort());
  });

  it('conditions', async () => {
    const told = [...read('docs/permissions.md').matchAll(/^\| _([^_]+)_ +\|/gm)].map(([, name = '']) => name);
    expect(told.sort()).toEqual((await registered()).conditions.sort());
  });

  it('reasons why an account does not go on', () => {
    expect(firstCells('docs/operations.md', '## Troubleshooting').sort()).toEqual(
      namesOf('src/contracts/states.ts', 'AccountReason').sort(),
    );
  });

  it('metrics, each once', () => {
    const counted = [...read('server/src/monitoring/metrics.ts').matchAll(/\.create\w+\('([^']+)'/g)].map(([, name = '']) => name);
    expect(counted.length).toBeGreaterThan(5);
    const told = firstCells('docs/operations.md', '## Monitoring').filter((name) => name.startsWith('microsoft_sync.'));
    expect(told.sort()).toEqual(counted.sort());
  });

  it('commands of the command line with their options', () => {
    const help = execFileSync(process.execPath, ['bin/strapi-microsoft-sync.js', '--help'], { cwd: repository, encoding: 'utf8' });
    const commands = [...(help.split('Commands')[1]?.split('Options')[0] ?? '').matchAll(/^ {2}(\w[\w-]*) /gm)].map(([, name]) => name);
    const page = read('docs/command-line.md');
    const told = [...page.matchAll(/npx strapi-microsoft-sync (\w[\w-]*)/g)].map(([, name]) => name);
    expect([...new Set(told)].sort()).toEqual([...new Set(commands)].sort());
    const options = (text: string) => [...new Set([...text.matchAll(/--[a-z][a-z-]*/g)].map(([option]) => option))].sort();
    expect(options(page)).toEqual(options(help).filter((option) => option !== '--help'));
  });

  it('scripts and what they are called with', () => {
    const scripts = JSON.parse(read('package.json')).scripts as Record<string, string>;
    const called = documents.flatMap((file) => [...read(file).matchAll(/`npm run ([\w:-]+)/g)].map(([, name = '']) => ({ file, name })));
    expect(called.length).toBeGreaterThan(10);
    expect(called.filter(({ name }) => !Object.hasOwn(scripts, name))).toEqual([]);
    const start = read('scripts/start.mjs');
    const options = [...read('README.md').matchAll(/`npm start -- (--[\w-]+)/g)].map(([, option = '']) => option);
    expect(options.length).toBeGreaterThan(3);
    expect(options.filter((option) => !start.includes(option))).toEqual([]);
  });
});

describe('the documents', () => {
  it('lead to files and headings that are there', () => {
    const anchors = (file: string): string[] =>
      [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N}\s_-]/gu, '')
          .replaceAll('_', '')
          .replaceAll(' ', '-'),
      );
    const links = documents.flatMap((file) =>
      [
        ...read(file)
          .replace(/```[\s\S]*?```/g, '')
          .matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g),
      ].map(([, link = '']) => ({ file, link })),
    );
    expect(links.length).toBeGreaterThan(60);
    const isThere = ({ file, link }: { file: string; link: string }): boolean => {
      const [to = '', anchor] = link.split('#');
      const target = to === '' ? file : path.join(path.dirname(file), to);
      if (!fs.existsSync(path.join(repository, target))) return false;
      return anchor === undefined || anchors(target).includes(anchor);
    };
    expect(links.filter((link) => !isThere(link))).toEqual([]);
  });

  const words = (text: string) => text.replace(/\]\([^)]*\)/g, ']').match(/[\p{L}\p{N}][\p{L}\p{N}’'.-]*/gu)?.length;

  it('say in the README what it is, in at most 1,200 words', () => {
    expect(words(read('README.md'))).toBeLessThanOrEqual(1_200);
  });

  it('say how it is built in at most 1,500 words beside the drawings', () => {
    expect(words(read('docs/architecture.md').replace(/```[\s\S]*?```/g, ''))).toBeLessThanOrEqual(1_500);
  });

  it('name tests of threats that there are, at least one of each', () => {
    const [, table = ''] = read('docs/security.md').split('## Threats, and the test of each');
    const rows = table.split('\n').filter((line) => /^\| (?!Who tries|-)/.test(line));
    expect(rows.length).toBeGreaterThan(25);
    for (const row of rows) {
      const last = row.split('|').at(-2) ?? '';
      let folder = ''; // what stands beside the one before is named without it
      const files = [...last.matchAll(/`([^`]+)`/g)].map(([, name = '']) => {
        if (name.includes('/')) folder = path.dirname(name);
        return name.includes('/') ? name : path.join(folder, name);
      });
      expect(files, row).not.toEqual([]);
      expect(files.filter((file) => !fs.existsSync(path.join(repository, file)))).toEqual([]);
    }
  });
});
