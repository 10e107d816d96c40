import { inWords } from '../../../src/contracts/reasons';
import type {
  AccountsService,
  AdoptOptions,
  ApplicationService,
  ApplicationVerdict,
  CheckVerdict,
  Resource,
  ResourcesService,
  RunReport,
  SettingsService,
  SyncService,
  SyncStatusRow,
} from '../../../src/contracts';
import { lastSyncOf } from './last-sync';
import { tableOf } from './table';

export type Command =
  | { readonly name: 'status'; readonly user?: string; readonly organization?: string }
  | { readonly name: 'run'; readonly user: string; readonly resource?: Resource }
  | { readonly name: 'check'; readonly user: string }
  | { readonly name: 'doctor'; readonly organization?: string }
  | ({ readonly name: 'adopt'; readonly signal?: AbortSignal; readonly onProgress?: (line: string) => void } & AdoptOptions);
export interface CommandAnswer {
  /** 0: all is well. 1: something failed or waits for a person. */
  readonly exitCode: 0 | 1;
  /** For `--json`. */
  readonly data: unknown;
  /** For people. */
  readonly text: string;
}
export interface CommandLineDeps {
  readonly sync: Pick<SyncService, 'status' | 'run'>;
  readonly accounts: Pick<AccountsService, 'check'>;
  readonly settings: Pick<SettingsService, 'read'>;
  readonly application: Pick<ApplicationService, 'check'>;
  readonly resources: Pick<ResourcesService, 'adopt'>;
}

/** What `bin/strapi-microsoft-sync.js` asks for, once it has started the application. Never throws. */
export function createCommandLine(deps: CommandLineDeps): { answer(command: Command): Promise<CommandAnswer> } {
  async function carryOut(command: Command): Promise<CommandAnswer> {
    if (command.name === 'adopt') return adoptAnswer(command, deps.resources);
    const user = command.name === 'doctor' ? undefined : command.user;
    const organization = command.name === 'status' || command.name === 'doctor' ? command.organization : undefined;
    // Throws for those who do not exist: an empty table would hide a mistyped id.
    if (user !== undefined) await deps.settings.read({ level: 'user', id: user });
    if (organization !== undefined) await deps.settings.read({ level: 'organization', id: organization });
    switch (command.name) {
      case 'status':
        return statusAnswer(await deps.sync.status(user !== undefined ? { user } : organization !== undefined ? { organization } : {}));
      case 'run':
        return runAnswer((await deps.sync.run({ user: command.user, ...(command.resource ? { resource: command.resource } : {}) })).runs);
      case 'doctor':
        return checkAnswer(await deps.application.check(organization === undefined ? undefined : { organization }));
      case 'check':
        return checkAnswer(await deps.accounts.check({ user: command.user }));
    }
  }
  return { answer: (command) => carryOut(command).catch(failedAnswer) };
}

async function adoptAnswer(
  { name: _name, onProgress, ...options }: Extract<Command, { name: 'adopt' }>,
  resources: CommandLineDeps['resources'],
): Promise<CommandAnswer> {
  const report = await resources.adopt({
    ...options,
    onProgress: ({ moved, stayed, total }) => onProgress?.(`${moved + stayed.length} of ${total}`),
  });
  const { total, moved, stayed, isDone } = report;
  const would = options.dryRun === true ? 'would be moved' : 'moved';
  const [from, to] = options.undo === true ? [options.to, options.from] : [options.from, options.to];
  const lines = [
    `${moved} of ${total} entries ${would} from ${from} to ${to}; ${stayed.length} ${options.dryRun === true ? 'would stay' : 'stayed'} where they are.`,
    ...(isDone ? [] : ['Stopped. The same command goes on; with --undo it goes back.']),
  ];
  const body = stayed.map(({ user, documentId, title, why }) => [user, documentId, title, why]);
  const table = stayed.length > 0 ? `\n\n${tableOf(['User', 'Entry', 'Title', 'Why it stays'], body)}` : '';
  return { exitCode: isDone && stayed.length === 0 ? 0 : 1, data: report, text: `${lines.join('\n')}${table}` };
}

function statusAnswer(rows: readonly SyncStatusRow[]): CommandAnswer {
  const needsPerson = rows.some(({ enabled, state }) => enabled && state === 'action-required');
  const head = ['User', 'Name', 'Resource', 'On', 'State', 'Last sync', 'Next sync', 'Conflicts', 'Held'];
  const body = rows.map((row) => [
    row.user,
    row.userName,
    row.resource,
    row.enabled ? 'yes' : 'no',
    [row.state, row.reason].filter((part) => part !== null).join(': '),
    lastSyncOf(row),
    row.nextSyncAt ?? '-',
    String(row.conflicts),
    String(row.held),
  ]);
  return {
    exitCode: needsPerson ? 1 : 0,
    data: rows,
    text: rows.length === 0 ? 'Nobody has connected a Microsoft account.' : tableOf(head, body),
  };
}

function runAnswer(runs: readonly RunReport[]): CommandAnswer {
  const counts = ({ created, updated, deleted }: RunReport['strapi']) => `${created} / ${updated} / ${deleted}`;
  const head = ['Resource', 'Outcome', 'Reason', 'In Strapi: created / updated / deleted', 'In Microsoft', 'Conflicts', 'Held'];
  const body = runs.map((run) => [
    run.resource,
    run.outcome,
    inWords(run.reason ?? '-'),
    counts(run.strapi),
    counts(run.microsoft),
    String(run.conflicts),
    String(run.held),
  ]);
  return { exitCode: runs.every(isWell) ? 0 : 1, data: { runs }, text: tableOf(head, body) };
}

/** What is switched off is so on purpose; of an application that is refused nobody's runs begin. */
function isWell({ outcome, reason }: RunReport): boolean {
  switch (outcome) {
    case 'completed':
    case 'nothing-to-do':
      return true;
    case 'off':
      return reason?.startsWith('application-') !== true;
    case 'stopped-by-guard':
    case 'busy':
    case 'action-required':
    case 'delayed':
    case 'failed':
      return false;
  }
}

function checkAnswer(verdicts: readonly (CheckVerdict | ApplicationVerdict)[]): CommandAnswer {
  const lines = verdicts.map((verdict) => {
    const { step, ok, message } = verdict;
    const link = 'link' in verdict && ok !== true ? `\n  Admin consent: ${verdict.link}` : '';
    return `${ok === null ? '-' : ok ? '✔' : '✖'} ${step}: ${message}${link}`;
  });
  return { exitCode: verdicts.some(({ ok }) => ok === false) ? 1 : 0, data: verdicts, text: lines.join('\n') };
}

/** Our own errors say what to do; what others threw may hold anything, and is only named. */
function failedAnswer(error: unknown): CommandAnswer {
  const { name, message, details } = error as { name?: string; message?: string; details?: { code?: unknown } };
  const code = typeof details?.code === 'string' ? details.code : 'internal';
  const text =
    code === 'internal' ? `The command failed (${name ?? 'unknown error'}); the log of the server may say more.` : (message ?? code);
  return { exitCode: 1, data: { error: { code, message: text } }, text };
}
