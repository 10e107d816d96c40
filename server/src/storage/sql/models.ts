/**
 * What the engine keeps for itself: internal models, not content types, so that they appear in no Content Manager, REST, GraphQL or
 * export. Instants are epoch milliseconds in bigint columns: three databases, one meaning.
 */
const text = { type: 'text' };
const key = { type: 'string', column: { unique: true } };
const short = { type: 'string' };
const instant = { type: 'biginteger' };
const whole = { type: 'integer', default: 0 };

const model = (name: string, tableName: string, attributes: object, indexes: object[] = []) => ({
  uid: `plugin::microsoft-sync.${name}`,
  singularName: name,
  tableName,
  // Copies: Strapi writes the column's name into each attribute.
  attributes: JSON.parse(JSON.stringify({ id: { type: 'increments' }, ...attributes })) as object,
  indexes,
});
const index = (table: string, ...columns: string[]) => ({ name: `${table}_${columns.join('_')}_idx`.slice(0, 60), columns });

export const tables = {
  targets: 'microsoft_sync_targets',
  cursors: 'microsoft_sync_cursors',
  links: 'microsoft_sync_links',
  marks: 'microsoft_sync_marks',
  runs: 'microsoft_sync_runs',
  conflicts: 'microsoft_sync_conflicts',
  held: 'microsoft_sync_held',
  decisions: 'microsoft_sync_decisions',
  pauses: 'microsoft_sync_pauses',
  homes: 'microsoft_sync_homes',
  adoptions: 'microsoft_sync_adoptions',
  subscriptions: 'microsoft_sync_subscriptions',
  wakings: 'microsoft_sync_wakings',
} as const;

export const syncModels = [
  model(
    'target',
    tables.targets,
    {
      target_key: key, // user|resource
      user_id: short,
      resource: short,
      next_run_at: instant,
      scheduled_at: instant, // when that was decided: later than now, the clock has been set back since
      lease_token: short,
      leased_until: instant,
      served_by: short, // the process whose turn it is at the mailbox; the same in all targets of an account
      served_until: instant,
      is_woken: { type: 'boolean', default: false }, // asked for again while it was leased
      priority: whole, // of what it was woken for, see wake-targets.ts
      attempts: whole,
      last_sync_at: instant,
      full_requested: { type: 'boolean', default: false },
      settings_key: short,
      mailbox: text,
      approved_run: short,
      waiting_run: short,
      waits_for_start: { type: 'boolean', default: false }, // nothing is written to the mailbox before the person has started it
      problem: short, // of this resource alone
      window_halvings: whole, // Microsoft could not answer for more
      window_refusals: whole, // runs in a row in which it did not answer for that
      window_tried_at: instant, // when more was last asked for
      collections: text, // which take part beside the default one
      occurrence_days: short, // of homes without rules: the days for which the dates of series have entries
    },
    [
      index(tables.targets, 'next_run_at'),
      index(tables.targets, 'priority', 'next_run_at'),
      index(tables.targets, 'scheduled_at'),
      index(tables.targets, 'user_id'),
      index(tables.targets, 'problem'),
    ],
  ),
  model(
    'cursor',
    tables.cursors,
    {
      cursor_key: key, // hash of target and collection
      target_key: short,
      collection: text,
      collection_name: text,
      is_default: { type: 'boolean', default: false },
      is_read_only: { type: 'boolean', default: false },
      is_owned: { type: 'boolean', default: true },
      owner: text,
      link: text,
      window_start: short,
      window_end: short,
      settings_key: short,
      round: whole,
      is_full: { type: 'boolean', default: false },
      is_settled: { type: 'boolean', default: false },
      is_read_whole: { type: 'boolean', default: false }, // its changes are not told
      compared_at: instant, // when all of it was last read or compared
    },
    [index(tables.cursors, 'target_key')],
  ),
  model(
    'link',
    tables.links,
    {
      microsoft_key: key, // hash of target and Microsoft's id: ids are case-sensitive, MySQL's indexes are not
      document_key: key, // hash of target and documentId
      target_key: short,
      collection: text,
      microsoft_id: text,
      document_id: short,
      origin: short,
      state: short,
      base: text,
      facts: text,
      etag: text,
      shared_uid: text,
      uid_key: short, // the same with the target, as a hash; null in rows that an earlier version wrote
      claim_key: key, // the meeting's key, of an entry in a type of the host: hash of home, shared uid and part; one for all people
      part_of: text, // of a part: Microsoft's id of the item it belongs to,
      part_of_hash: short, // the same with the target, as a hash: to find all parts of an item
      address_key: short, // of a part: the id by which requests name it, the same way
      part_key: short, // and which part it is
      occurrence: short, // in a home without rules: 'series', or 'date' of one
      modified_at: instant, // Microsoft's, of the version that is known
      agreed_at: instant, // when the base was last written
      seen_round: whole,
      is_staged: { type: 'boolean', default: false },
    },
    [
      index(tables.links, 'target_key', 'seen_round'),
      index(tables.links, 'document_id', 'target_key'),
      index(tables.links, 'target_key', 'state'),
      index(tables.links, 'target_key', 'is_staged'),
      index(tables.links, 'part_of_hash'),
      index(tables.links, 'address_key'),
      index(tables.links, 'target_key', 'uid_key'),
      index(tables.links, 'target_key', 'occurrence'),
    ],
  ),
  model(
    'mark',
    tables.marks,
    {
      mark_key: key, // target|documentId
      target_key: short,
      document_id: short,
      version: whole,
      saw_delete: { type: 'boolean', default: false },
      refused_version: { type: 'integer' }, // held: not tried again until the version moves on
      failures: whole, // runs that were not told what became of it
      marked_at: instant,
      edited_by: short, // who did it then, see host/editors.ts
    },
    [index(tables.marks, 'target_key')],
  ),
  model(
    'run',
    tables.runs,
    {
      run: key,
      target_key: short,
      outcome: short,
      report: text,
      changes: whole, // items written, to either side
      repeats: whole, // how many runs with nothing to do this one row stands for
      started_at: instant,
      finished_at: instant,
    },
    [index(tables.runs, 'target_key', 'finished_at'), index(tables.runs, 'finished_at')],
  ),
  model(
    'conflict',
    tables.conflicts,
    {
      conflict_key: key,
      target_key: short,
      item_key: short,
      document_id: short,
      microsoft_id: text,
      fields: text,
      base: text,
      strapi: text,
      microsoft: text,
      noted_at: instant,
      edited_at: instant, // in Strapi
      edited_by: short,
      decided_by: short,
      winner: short,
      decided_at: instant,
      restored_at: instant, // the loser was put back
    },
    [index(tables.conflicts, 'target_key'), index(tables.conflicts, 'document_id')],
  ),
  model(
    'held-item',
    tables.held,
    {
      held_key: key, // target|item
      target_key: short,
      item_key: short,
      document_id: short,
      microsoft_id: text,
      side: short,
      code: short,
      message: text,
      title: text,
      write: text, // what somebody may approve
      print: short, // of the item as it was when it was judged
      is_ignored: { type: 'boolean', default: false }, // until the print is another
      since: instant,
      judged_at: instant, // when it was last found to be so
      next_try_at: instant,
    },
    [index(tables.held, 'target_key')],
  ),
  model('home', tables.homes, {
    home_key: key, // resource|name
    mapping: short, // hash of what was confirmed
    confirmed_at: instant,
    confirmed_by: short,
  }),
  model(
    'adoption',
    tables.adoptions,
    {
      adoption_key: key, // hash of target, entry and the home that it left
      target_key: short,
      document_id: short, // as it is called now
      came_from: short, // name of the home that it left
      kept: text, // all that it held there
      adopted_at: instant,
    },
    [index(tables.adoptions, 'target_key', 'document_id'), index(tables.adoptions, 'document_id')],
  ),
  model(
    'subscription',
    tables.subscriptions,
    {
      subscription_key: key, // of a followed collection: the key of its cursor
      name: key, // names it in what Microsoft sends back; another one each time it is made
      target_key: short,
      collection: text,
      state: short,
      reason: short, // why Microsoft does not tell of it
      subscription_id: short, // Microsoft's
      mailbox: text,
      address: text, // where Microsoft sends to, with the fingerprint of the key that tells its notices from others'
      expires_at: instant,
      made_at: instant,
      heard_at: instant, // when Microsoft last told of a change
      looked_at: instant, // when the last run that looked began
      doubted_at: instant, // a run found what nobody had told
      is_asked_again: { type: 'boolean', default: false }, // Microsoft wants to hear that it is still wanted
      silences: whole, // how often in a row it was found silent
      failures: whole, // tries in a row that came to nothing
      claim: short,
      next_at: instant, // when something is to be done about it
    },
    [index(tables.subscriptions, 'target_key'), index(tables.subscriptions, 'next_at')],
  ),
  model('waking', tables.wakings, {
    waking_key: key,
    users: text, // JSON; null: everybody
    done_to: instant, // a place among these users, or the id of a target
    before_them: instant, // how many were made due already
    claimed_until: instant, // whoever carries it on is there until then
  }),
  model(
    'pause',
    tables.pauses,
    {
      pause_key: key, // hash of who wants to be left alone
      ends_at: instant,
      noted_at: instant, // whoever has looked since knows of it
    },
    [index(tables.pauses, 'ends_at'), index(tables.pauses, 'noted_at')],
  ),
  model(
    'decision',
    tables.decisions,
    {
      target_key: short,
      document_id: short,
      microsoft_key: short, // as in links
      side: short,
      kind: short,
      fields: text,
      why: text,
      noted_at: instant,
      edited_at: instant, // what it carries over was changed on the other side
      edited_by: short,
    },
    [index(tables.decisions, 'target_key', 'noted_at'), index(tables.decisions, 'document_id'), index(tables.decisions, 'microsoft_key')],
  ),
];
