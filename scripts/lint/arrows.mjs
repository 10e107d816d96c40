/** The arrows of the house: who may import whom, types included (docs/architecture.md). */
export const arrows = [
  {
    target: './src',
    from: ['./server', './admin', './sandbox', './playground', './tests', './strapi-server.ts'],
    message: 'The core knows neither the host nor the pages.',
  },
  {
    target: './server',
    from: ['./admin', './sandbox', './playground', './tests'],
    message: 'The host knows the core and nobody else.',
  },
  {
    target: './admin',
    from: ['./server', './sandbox', './playground', './tests', './strapi-server.ts'],
    message: 'The pages know the core and nobody else.',
  },
  { target: './src/client', from: ['./src'], except: ['./client', './contracts'], message: 'Of the core, the client knows the contracts.' },
  {
    target: './sandbox',
    from: ['./src', './server', './admin', './playground', './tests', './strapi-server.ts'],
    message: 'The sandbox shares no code with the plugin.',
  },
  {
    target: './playground',
    from: ['./src', './server', './admin', './sandbox', './tests', './strapi-server.ts'],
    message: 'The playground uses the plugin as any application does.',
  },
];

/** A test may also use what is there for tests. */
export const arrowsOfTests = arrows.map((arrow) => ({
  ...arrow,
  from: arrow.from.filter((room) => room !== './tests' && (room !== './sandbox' || arrow.target !== './server')),
}));

const engine = (...names) => names.map((name) => `engine/${name}`);
const belowRooms = ['storage', 'host', 'microsoft', 'causes', 'node'];
const belowChanges = ['engine: run context', 'engine/resources', ...belowRooms];
const belowPull = ['engine/parts', 'engine/occurrences', 'engine/collections', 'engine/changes', ...belowChanges];
const belowPhases = ['engine/push', 'engine/pull', ...belowPull];
const belowRun = ['engine: phases', 'engine/lease', 'accounts', ...belowPhases];
const edges = ['container', 'permissions'];

/**
 * The rooms of server/src, from the ground up: a room imports those that it names, and none that stands above it. Room, what it consists of where
 * that is not a folder of this name, whom it may know.
 */
const plan = [
  { room: 'node', knows: [] },
  { room: 'causes', knows: [] },
  { room: 'host', knows: ['causes'] },
  { room: 'secrets', knows: [] },
  { room: 'cli', knows: [] },
  { room: 'content-types', knows: [] },
  { room: 'forms', knows: [] },
  { room: 'monitoring', knows: [] },
  { room: 'incidents', knows: [] },
  { room: 'permissions', files: ['permissions.ts'], knows: [] },
  { room: 'microsoft', knows: ['causes', 'node'] },
  { room: 'application', knows: ['storage', 'host', 'causes', 'secrets', 'microsoft', 'node'] },
  { room: 'config', knows: ['application', 'secrets', 'microsoft'] },
  { room: 'storage', knows: ['host', 'causes', 'node'] },
  { room: 'homes', knows: ['config', 'storage', 'host', 'causes'] },
  { room: 'settings', knows: ['storage', 'host', 'node'] },
  { room: 'mailboxes', knows: ['application', 'settings', 'storage', 'host', 'node'] },
  {
    room: 'accounts',
    knows: ['mailboxes', 'application', 'settings', 'permissions', 'secrets', 'storage', 'host', 'microsoft', 'node'],
  },

  { room: 'engine/resources', knows: ['config', 'storage', 'microsoft', 'node'] },
  {
    room: 'engine: run context',
    files: engine('context.ts', 'title.ts', 'held-until.ts', 'all-links.ts', 'ask-in-slices.ts', 'failure-policy.ts', 'nonsense.ts'),
    knows: ['engine/resources', ...belowRooms],
  },
  { room: 'engine/changes', knows: belowChanges },
  { room: 'engine/occurrences', knows: ['engine/changes', ...belowChanges] },
  { room: 'engine/collections', knows: ['engine/changes', ...belowChanges] },
  { room: 'engine/parts', knows: ['engine/occurrences', 'engine/collections', 'engine/changes', ...belowChanges] },
  { room: 'engine/pull', knows: belowPull },
  { room: 'engine/push', knows: ['engine/pull', ...belowPull] },
  { room: 'engine: phases', files: engine('phases.ts', 'retry-held.ts', 'unfinished.ts', 'mask-notes.ts'), knows: belowPhases },
  { room: 'engine/wakes', knows: ['host', 'causes', 'node'] },
  { room: 'engine/lease', knows: ['engine: run context', ...belowRooms] },
  {
    room: 'engine: run',
    files: engine(
      'run-target.ts',
      'run-account.ts',
      'close-quiet.ts',
      'prefetch.ts',
      'outcome.ts',
      'report.ts',
      'dependencies.ts',
      'jitter.ts',
    ),
    knows: belowRun,
  },
  { room: 'notices', knows: ['engine: run', 'engine/lease', 'accounts', 'config', 'secrets', 'storage', 'microsoft', 'causes', 'node'] },
  { room: 'engine/schedule', knows: ['engine: run', 'engine/lease', 'engine: run context', 'storage', 'host', 'causes', 'node'] },
  {
    room: 'engine: disconnect',
    files: engine('disconnect.ts'),
    knows: ['engine/collections', 'engine/lease', 'engine: run context', 'engine/resources', 'accounts', 'storage'],
  },

  {
    room: 'engine/adopt',
    knows: ['engine/lease', 'engine: run context', 'engine/resources', 'storage', 'host', 'causes'],
  },

  {
    room: 'directory',
    knows: ['engine/lease', 'accounts', 'mailboxes', 'application', 'settings', 'permissions', 'storage', 'host'],
  },
  { room: 'local-changes', knows: ['directory', 'engine/lease', 'settings', 'permissions', 'storage', 'host'] },
  { room: 'review', knows: ['local-changes', 'engine/lease', 'engine/resources', 'storage'] },
  { room: 'preview', knows: ['engine: run', 'engine/lease', 'microsoft', 'storage'] },
  { room: 'explain', knows: ['review', 'local-changes', 'engine: run', 'accounts', 'storage', 'host'] },
  {
    room: 'services',
    knows: [
      ...['preview', 'explain', 'review', 'directory', 'settings', 'accounts', 'storage', 'host', 'causes'],
      ...['engine/schedule', 'engine/adopt', 'engine/lease', 'engine/collections', 'engine/resources', 'engine: run context', 'homes'],
    ],
  },

  // The edges, where Strapi comes in: they alone ask the container, which alone knows all.
  { room: 'container', files: ['container.ts', 'container'], knows: 'all' },
  { room: 'services/index', files: ['services/index.ts'], knows: ['services', ...edges] },
  { room: 'controllers', knows: ['validation', 'explain', 'review', 'directory', 'accounts', 'storage', 'host', 'causes', ...edges] },
  { room: 'policies', knows: ['controllers', 'config', 'host', ...edges] },
  { room: 'validation', knows: [] },
  { room: 'routes', knows: ['permissions', 'validation'] },
  { room: 'strapi', files: ['index.ts', 'register.ts', 'bootstrap.ts'], knows: 'all' },
];

/** Arrows that point the wrong way, and why they still do: none. One that nobody needs any more fails (tests/package/arrows.test.ts). */
export const exceptions = [];

/** Every file of the server is in exactly one room; what is named itself is no longer its folder's. */
export const rooms = plan.map(({ room, files = [room], knows }) => ({ room, files, knows }));

const inServer = (file) => `server/src/${file}`;
const globOf = (file) => inServer(file.endsWith('.ts') ? file : `${file}/**/*.ts`);

/** For eslint: the files of each room, and what they may not import. */
export const serverArrows = rooms
  .filter(({ knows }) => knows !== 'all')
  .flatMap((own) => {
    const foreign = (spared) => rooms.filter(({ room }) => room !== own.room && !own.knows.includes(room) && !spared.includes(room));
    const zone = (spared = []) => ({
      target: './server/src',
      from: foreign(spared).flatMap(({ files }) => files.map((file) => `./${inServer(file)}`)),
      message: `${own.room} may know ${own.knows.length === 0 ? 'no other room' : own.knows.join(', ')} (scripts/lint/arrows.mjs).`,
    });
    const elsewhere = rooms
      .flatMap(({ room, files }) => (room === own.room ? [] : files))
      .filter((file) => own.files.some((one) => file.startsWith(`${one}/`)));
    return [
      { files: own.files.map(globOf), ignores: elsewhere.map(globOf), zone: zone() },
      ...exceptions
        .filter(({ room }) => room === own.room)
        .map(({ file, knows }) => ({ files: [inServer(file)], ignores: [], zone: zone(knows) })),
    ];
  });
