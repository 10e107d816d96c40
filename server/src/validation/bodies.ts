import { z } from '@strapi/utils';
import { type Level, type Resource, RESOURCES } from '../../../src/contracts';
import type {
  ApproveRun,
  AssignMailbox,
  AssignMailboxes,
  ChooseCollections,
  ConnectFailed,
  ConnectFinish,
  Disconnect,
  LevelSettingsPatch,
  MailboxRule,
  ResolveConflict,
  SyncNow,
} from '../../../src/contracts/http';
import type {
  AboutToSave,
  CancelOccurrence,
  ChangeItem,
  ChangeOccurrence,
  MakeItem,
  RemoveItem,
} from '../../../src/contracts/http-calendar';
import type { Invite } from '../../../src/contracts/http-invitations';
import type { AdoptRecords, ConfirmRecords, PreviewRecords } from '../../../src/contracts/http-records';
import type { BeginSync, ConnectMine, CreateMine, EditOccurrence, PreviewMine, UpdateMine } from '../../../src/contracts/rest';
import { describedData } from '../../../src/items/described';
import { judged } from './judged';
import { DIRECTIONS, SCOPES } from './queries';

const MOST_ASSIGNMENTS = 100;
const MOST_INVITED = 100;

const ofType = (type: string) => ({ error: `Must be of type ${type}.` });
const text = z.string(ofType('string'));
const textOrNull = z.string({ error: 'Must be a text, or null.' }).nullable();
/** One of some words; which there are, the service knows and says. */
const word = <T extends string>(words?: readonly T[]) =>
  judged<T>((value) => typeof value === 'string', ofType('string').error, { type: 'string', ...(words && { enum: words }) });
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const object = <T extends object>(described?: Readonly<Record<string, unknown>>) =>
  judged<T>(isObject, ofType('object').error, { type: 'object', ...described });
/** Whatever is wrong in it is told in one sentence. */
const asAWhole = <T>(schema: z.ZodType<T>, error: string) => judged((value) => schema.safeParse(value).success, error).pipe(schema);

export const nothing = z.strictObject({});
export const connectFinish: z.ZodType<ConnectFinish> = z.strictObject({ code: text, state: text });
export const connectFailed: z.ZodType<ConnectFailed> = z.strictObject({ state: text, error: text, errorDescription: text.optional() });
export const disconnect: z.ZodType<Disconnect> = z.strictObject({
  items: word<NonNullable<Disconnect['items']>>().optional(),
  homes: word<NonNullable<Disconnect['homes']>>().optional(),
});
export const syncNow: z.ZodType<SyncNow> = z.strictObject({
  resource: word<NonNullable<SyncNow['resource']>>().optional(),
  full: z.boolean(ofType('boolean')).optional(),
});
export const approveRun: z.ZodType<ApproveRun> = z.strictObject({ run: text });
export const connectMine: z.ZodType<ConnectMine> = z.strictObject({
  returnTo: text,
  resources: z.array(z.enum(RESOURCES), { error: `Must be a list of some of: ${RESOURCES.join(', ')}.` }).optional(),
});
export const beginSync: z.ZodType<BeginSync> = z.strictObject({ resource: word(RESOURCES).optional() });
export const previewMine: z.ZodType<PreviewMine> = z.strictObject({
  resource: word(RESOURCES).optional(),
  direction: word(DIRECTIONS).optional(),
});
/** The service says what the data may be. */
const itemBodies = (resource: Resource) => {
  const data = object<CreateMine['data']>(describedData(resource));
  const create: z.ZodType<CreateMine> = z.strictObject({ data, home: text.optional() });
  const update: z.ZodType<UpdateMine> = z.strictObject({ data, version: text.optional(), updatedAt: text.optional() });
  return { create, update };
};
export const mine = { calendar: itemBodies('calendar'), tasks: itemBodies('tasks') };
export const editMine: z.ZodType<EditOccurrence> = z.strictObject({
  data: object<EditOccurrence['data']>(describedData('calendar')),
  scope: word(SCOPES).optional(),
});
/** The service says what it may be. */
const choiceOfCollections = judged<ChooseCollections['choice']>((value) => value !== undefined, '', {
  anyOf: [
    { type: 'string', enum: ['default', 'all'] },
    { type: 'array', items: { type: 'string' } },
  ],
});
export const chooseCollections: z.ZodType<ChooseCollections> = z.strictObject({
  resource: word<ChooseCollections['resource']>(),
  choice: choiceOfCollections,
});
export const chooseMyCollections: z.ZodType<Pick<ChooseCollections, 'choice'>> = z.strictObject({ choice: choiceOfCollections });
const ANSWERS = ['strapi', 'microsoft', 'both'] as const;
/** More fields than any item has. */
const MOST_ANSWERS = 100;
const answers = z.record(z.string(), z.enum(ANSWERS)).refine((of) => Object.keys(of).length <= MOST_ANSWERS);
export const resolveConflict: z.ZodType<ResolveConflict> = z.union([
  z.strictObject({ fields: asAWhole(answers, `Must say of each field: ${ANSWERS.join(', ')}.`) }),
  z.strictObject({ winner: word(['strapi', 'microsoft']) }),
]);
const resource = z.enum(RESOURCES, { error: `Must be one of: ${RESOURCES.join(', ')}.` });
export const confirmRecords: z.ZodType<ConfirmRecords> = z.strictObject({ resource: resource.optional() });
export const previewRecords: z.ZodType<PreviewRecords> = z.strictObject({ resource, after: text.nullable() });
export const adoptRecords: z.ZodType<AdoptRecords> = z.strictObject({
  from: text,
  to: text,
  user: text.optional(),
  dryRun: z.boolean(ofType('boolean')).optional(),
  undo: z.boolean(ofType('boolean')).optional(),
  after: z.strictObject({ target: text, link: z.number(ofType('number')) }).nullable(),
});
const ofItem = { user: text, resource };
export const makeItem: z.ZodType<MakeItem> = z.strictObject({ ...ofItem, data: object<MakeItem['data']>() });
export const changeItem: z.ZodType<ChangeItem> = z.strictObject({
  ...ofItem,
  documentId: text,
  data: object<MakeItem['data']>(),
  version: text.optional(),
});
export const removeItem: z.ZodType<RemoveItem> = z.strictObject({ ...ofItem, documentId: text, version: text.optional() });
const ofOccurrence = {
  user: text,
  series: text,
  originalStart: text,
  scope: word<NonNullable<CancelOccurrence['scope']>>().optional(),
  version: text.optional(),
};
export const changeOccurrence: z.ZodType<ChangeOccurrence> = z.strictObject({ ...ofOccurrence, data: object<ChangeOccurrence['data']>() });
export const cancelOccurrence: z.ZodType<CancelOccurrence> = z.strictObject(ofOccurrence);
export const aboutToSave: z.ZodType<AboutToSave> = z.strictObject({
  uid: text,
  documentId: textOrNull,
  originalStart: text.optional(),
  scope: word<NonNullable<AboutToSave['scope']>>().optional(),
  data: object<AboutToSave['data']>(),
});
export const assignMailbox: z.ZodType<AssignMailbox> = z.strictObject({ address: textOrNull });
export const writeMailboxRule: z.ZodType<Pick<MailboxRule, 'attribute'>> = z.strictObject({ attribute: textOrNull });
export const invite: z.ZodType<Invite> = z.strictObject({
  users: asAWhole(z.array(z.string()).min(1).max(MOST_INVITED), `Must be a list of 1 to ${MOST_INVITED} ids of people.`),
});
export const assignMailboxes: z.ZodType<AssignMailboxes> = z.strictObject({
  assignments: asAWhole(
    z
      .array(z.strictObject({ user: z.string(), address: z.string() }))
      .min(1)
      .max(MOST_ASSIGNMENTS),
    `Must be a list of 1 to ${MOST_ASSIGNMENTS} entries { user, address }.`,
  ),
});

const levelPatch = { fields: object<NonNullable<LevelSettingsPatch['fields']>>().optional(), version: text.optional() };
const systemPatch = { ...levelPatch, integrations: object<NonNullable<LevelSettingsPatch['integrations']>>().optional() };
export const settingsPatch = (level: Level): z.ZodType<LevelSettingsPatch> => z.strictObject(level === 'system' ? systemPatch : levelPatch);
