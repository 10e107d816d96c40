import path from 'node:path';
import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { arrows, arrowsOfTests, serverArrows } from './scripts/lint/arrows.mjs';

const root = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);

const inCore = 'The core has no Node, no HTTP and no clock of its own: have it handed in.';
const NODE_GLOBALS = [
  'process',
  'Buffer',
  'global',
  'require',
  'module',
  '__dirname',
  '__filename',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'crypto',
  'performance',
  'console',
  'window',
  'document',
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/build/**',
      '**/.cache/**',
      '**/.strapi/**',
      '**/.tmp/**',
      '**/public/**',
      'coverage/**',
    ],
  },
  {
    files: ['**/*.{ts,tsx,mjs,js}'],
    extends: [js.configs.recommended, tseslint.configs.recommended],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({ project: ['server/tsconfig.json', 'tests/tsconfig.json'], noWarnOnMultipleProjects: true }),
      ],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      // What is outside of the repository is not read for cycles.
      'import-x/ignore': ['node_modules'],
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // TypeScript knows better which names there are.
      'no-undef': 'off',
      // Keeping control characters out is what such expressions are for.
      'no-control-regex': 'off',
      eqeqeq: ['error', 'smart'],
      'no-console': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', { basePath: root, zones: arrows }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    },
  },
  {
    files: ['src/**/*.ts'],
    // The client is for browsers: it has a clock and asks for itself.
    ignores: ['src/client/**', '**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^(node:|fs|path|crypto|http|https|os|url|stream|util|events|child_process)(/|$)?$|^node:', message: inCore },
            {
              regex: '^@strapi/(?!strapi$)|^@azure/|^@microsoft/|^react|^node-schedule',
              message: 'The core knows no Strapi, no Microsoft client and no React.',
            },
          ],
        },
      ],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [{ name: '@strapi/strapi', allowTypeImports: true, message: 'Types only, and only in src/contracts.' }] },
      ],
      'no-restricted-globals': ['error', ...NODE_GLOBALS.map((name) => ({ name, message: inCore }))],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: inCore },
        { object: 'Math', property: 'random', message: inCore },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: inCore },
        { selector: "MemberExpression[object.property.name='Now']", message: inCore },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/contracts/**', '**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [{ name: '@strapi/strapi', message: 'Only src/contracts may name a type of Strapi.' }] },
      ],
    },
  },
  {
    files: ['server/src/**/*.ts'],
    ignores: ['server/src/storage/sql/upsert.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='onConflict']",
          message: 'By `upsert` of server/src/storage: PostgreSQL refuses equal keys in one statement.',
        },
      ],
    },
  },
  ...serverArrows.map(({ files, ignores, zone }) => ({
    files,
    ignores,
    rules: { 'import-x/no-restricted-paths': ['error', { basePath: root, zones: [...arrows, zone] }] },
  })),
  {
    files: ['admin/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^node:', message: 'The pages run in a browser.' },
            { regex: '^@strapi/admin', message: 'From @strapi/strapi/admin, else there are two of it.' },
          ],
        },
      ],
    },
  },
  {
    files: ['tests/**/*.{ts,tsx}', '**/*.test.{ts,tsx}', '**/testing/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      'import-x/no-restricted-paths': ['error', { basePath: root, zones: arrowsOfTests }],
    },
  },
  // Generated, a name a line.
  { files: ['src/time/windows-zones.ts'], rules: { 'max-lines': 'off' } },
  { files: ['scripts/**', 'sandbox/main.ts', 'tests/bench/**', 'tests/simulation/**'], rules: { 'no-console': 'off' } },
  { files: ['**/*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
