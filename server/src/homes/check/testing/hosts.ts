/** Three hosts, and one type of each kind of attribute to do wrong with. */
import type { HomeMapping, Resource } from '../../../../../src/contracts';
import type { HomeProblem, HomeToCheck } from '../problem';
import { problemsOfHomes } from '../problems-of-homes';
import type { Attribute, ComponentSchema, ContentTypeSchema, HostSchemas } from '../schemas';

const toOne = (target: string, more: object = {}): Attribute => ({ type: 'relation', relation: 'manyToOne', target, ...more });
const toMany = (target: string): Attribute => ({ type: 'relation', relation: 'oneToMany', target });
const string = { type: 'string' };

export const meeting: ContentTypeSchema = {
  kind: 'collectionType',
  options: { draftAndPublish: true },
  pluginOptions: { i18n: { localized: true } },
  attributes: {
    title: { type: 'string', required: true },
    start: { type: 'datetime', required: true },
    end: { type: 'datetime', required: true },
    certainty: { type: 'enumeration', enum: ['tentative', 'confirmed'], default: 'confirmed' },
    place: { type: 'component', component: 'crm.place' },
    guests: { type: 'component', component: 'crm.guest', repeatable: true },
    notes: { type: 'blocks' },
    deal: toOne('api::deal.deal'),
  },
};

const activity: ContentTypeSchema = {
  attributes: {
    kind: { type: 'enumeration', enum: ['call', 'meeting', 'task'], required: true },
    title: { type: 'string', required: true },
    description: { type: 'richtext' },
    start: { type: 'datetime' },
    end: { type: 'datetime' },
    dueOn: { type: 'date' },
    state: { type: 'enumeration', enum: ['planned', 'doing', 'waiting', 'done'], default: 'planned' },
    isImportant: { type: 'boolean', default: false },
    steps: { type: 'component', component: 'crm.step', repeatable: true },
    labels: { type: 'json' },
    assignee: toOne('admin::user'),
  },
};

const todo: ContentTypeSchema = {
  attributes: {
    title: { type: 'string', required: true },
    notes: { type: 'text' },
    due: { type: 'datetime' },
    done: { type: 'boolean', default: false },
    assignee: toOne('plugin::users-permissions.user'),
  },
};

/** Holds whole series, and is plain: neither draft & publish nor localized. */
const thing: ContentTypeSchema = {
  attributes: {
    createdAt: { type: 'datetime' },
    locale: string,
    createdBy: toOne('admin::user', { writable: false }),
    kind: { type: 'enumeration', enum: ['a', 'b'], default: 'a' },
    level: { type: 'integer' },
    string,
    short: { type: 'string', maxLength: 100 },
    long: { type: 'string', maxLength: 1000, column: { type: 'text' } },
    text: { type: 'text' },
    limited: { type: 'text', maxLength: 150_000 },
    rich: { type: 'richtext' },
    blocks: { type: 'blocks' },
    json: { type: 'json' },
    dates: { type: 'json' },
    from: { type: 'datetime' },
    to: { type: 'datetime' },
    original: { type: 'datetime' },
    day: { type: 'date' },
    yes: { type: 'boolean' },
    shown: { type: 'enumeration', enum: ['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown'] },
    taken: { type: 'enumeration', enum: ['open', 'taken'] },
    maybe: { type: 'enumeration', enum: ['yes', 'no'] },
    code: { type: 'string', unique: true },
    slug: { type: 'uid' },
    secret: { type: 'password' },
    zone: { type: 'dynamiczone' },
    place: { type: 'component', component: 'crm.place' },
    gone: { type: 'component', component: 'crm.gone' },
    guests: { type: 'component', component: 'crm.guest', repeatable: true },
    host: { type: 'component', component: 'crm.guest' },
    steps: { type: 'component', component: 'crm.step', repeatable: true },
    whole: toOne('api::thing.thing'),
    parts: toMany('api::thing.thing'),
    owner: toOne('admin::user'),
    owners: { type: 'relation', relation: 'manyToMany', target: 'admin::user' },
    member: toOne('plugin::users-permissions.user'),
    deal: toOne('api::deal.deal'),
    deals: toMany('api::deal.deal'),
    lost: toOne('api::lost.lost'),
    offer: toOne('api::offer.offer'),
    subject: { type: 'relation', relation: 'morphToOne' },
  },
};

/** Asks for more than a mapping of the fields gives. */
const strict: ContentTypeSchema = {
  options: { draftAndPublish: true },
  attributes: {
    from: { type: 'datetime', required: true },
    code: { type: 'string', required: true },
    level: { type: 'integer', required: true, default: 0 },
    place: { type: 'component', component: 'crm.strict-place' },
    guests: { type: 'component', component: 'crm.strict-guest', repeatable: true },
    owner: toOne('admin::user', { required: true }),
  },
};

const types: Record<string, ContentTypeSchema> = {
  'api::meeting.meeting': meeting,
  'api::activity.activity': activity,
  'api::todo.todo': todo,
  'api::thing.thing': thing,
  'api::strict.strict': strict,
  'api::home-page.home-page': { kind: 'singleType', attributes: {} },
  'plugin::microsoft-sync.task': { attributes: {} },
  'api::deal.deal': {
    attributes: { name: string, owner: toOne('admin::user'), offer: toOne('api::offer.offer'), team: toOne('api::team.team') },
  },
  'api::offer.offer': { options: { draftAndPublish: true }, attributes: { state: string, copy: toOne('api::offer.offer') } },
  'api::team.team': { attributes: { leads: toMany('admin::user') } },
  'admin::user': { attributes: { email: string } },
  'plugin::users-permissions.user': { attributes: { email: string } },
};

const components: Record<string, ComponentSchema> = {
  'crm.place': {
    attributes: { name: { type: 'text' }, geo: { type: 'component', component: 'crm.geo' }, tag: { type: 'string', unique: true } },
  },
  'crm.geo': { attributes: { label: string } },
  'crm.guest': {
    attributes: {
      email: { type: 'email', required: true },
      name: string,
      kind: { type: 'enumeration', enum: ['required', 'optional'] },
      response: { type: 'enumeration', enum: ['none', 'organizer', 'tentativelyAccepted', 'accepted', 'declined', 'notResponded'] },
      number: { type: 'integer' },
      code: { type: 'string', unique: true },
    },
  },
  'crm.step': { attributes: { title: { type: 'text', required: true }, isDone: { type: 'boolean', default: false } } },
  'crm.strict-place': {
    attributes: { name: string, city: { type: 'string', required: true }, country: { type: 'string', required: true, default: 'CH' } },
  },
  'crm.strict-guest': { attributes: { email: string, company: { type: 'string', required: true } } },
};

const schemas = (userType = 'admin::user'): HostSchemas => ({
  contentType: (uid) => types[uid] ?? null,
  component: (uid) => components[uid] ?? null,
  userType,
  locales: ['en', 'de'],
  defaultLocale: 'en',
});

export type Home<R extends Resource = Resource> = HomeMapping<R>;
export interface Homes {
  readonly calendar?: readonly Home<'calendar'>[];
  readonly tasks?: readonly Home<'tasks'>[];
}

export const toCheck = ({ calendar = [], tasks = [] }: Homes): HomeToCheck[] => [
  ...calendar.map((mapping, index): HomeToCheck => ({ key: `calendar[${index}]`, resource: 'calendar', mapping: mapping as HomeMapping })),
  ...tasks.map((mapping, index): HomeToCheck => ({ key: `tasks[${index}]`, resource: 'tasks', mapping: mapping as HomeMapping })),
];

export const linesOf = (homes: Homes, userType?: string): string[] =>
  problemsOfHomes(toCheck(homes), schemas(userType)).map(({ key, message }: HomeProblem) => `${key} ${message}`);

/** An event's home in which one thing is done wrong. */
export const event = (changes: Partial<Home<'calendar'>> = {}): Home<'calendar'> => ({
  uid: 'api::thing.thing',
  owner: 'owner',
  ...changes,
  fields: { start: 'from', end: 'to', ...changes.fields },
});
export const task = (changes: Partial<Home<'tasks'>> = {}): Home<'tasks'> => ({
  uid: 'api::thing.thing',
  owner: 'owner',
  ...changes,
  fields: { title: 'string', ...changes.fields },
});
