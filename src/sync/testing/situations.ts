import type { ConflictResolution, Direction } from '../../contracts';
import { decide } from '../decide';
import type { Link } from '../link';
import type { FieldRule, RemoteItem, ResourceDefinition, Values } from '../resource';
import type { LocalState, RemoteState, ResourceSettings, WholeState } from '../situation';

/** Situations of one item, and what is decided of them in a few words. */
export const rule = (more: Partial<FieldRule> = {}): FieldRule => ({ writtenBy: 'both', isPersonal: false, isEqual: Object.is, ...more });
export const fields: Record<string, FieldRule> = {
  subject: rule(),
  category: rule({ isPersonal: true }),
  start: rule({ unit: 'time' }),
  end: rule({ unit: 'time' }),
  webLink: rule({ writtenBy: 'microsoft' }),
};
const no = (): never => {
  throw new Error('not used by the planner');
};
export const definition: ResourceDefinition = {
  resource: 'calendar',
  uid: 'plugin::microsoft-sync.calendar-event',
  fields,
  readMicrosoft: no,
  readWhole: no,
  parts: null,
  refusals: () => [],
  readStrapi: no,
  bodyForMicrosoft: no,
  rowForStrapi: no,
  problems: (values) =>
    Number(values['end']) < Number(values['start']) ? [{ fields: ['start', 'end'], message: 'ends before it starts' }] : [],
  mask: no,
  span: () => null,
  title: () => '',
  fingerprint: () => null,
  matchCriteria: () => ({ column: 'subject', oneOf: [] }),
};

export const base: Values = { subject: 'a', category: 'red', start: 1, end: 2, webLink: 'x' };
export const facts = { isOwn: true, wouldMail: [] as string[], unwritable: [] as string[], masked: [] as string[], open: [] as string[] };
export const link = (more: Partial<Link> = {}): Link => ({
  documentId: 'd',
  microsoftId: 'm',
  part: null,
  origin: 'strapi',
  state: 'linked',
  base,
  facts,
  etag: '1',
  ...more,
});
export const here = (values: Values = {}): LocalState => ({
  kind: 'item',
  item: { kind: 'item', documentId: 'd', part: null, isOwn: true, values: { ...base, ...values }, editedAt: '2026-01-01T10:00:00.000Z' },
});
export const there = (values: Values = {}, more: Partial<RemoteItem> = {}): RemoteState => ({
  kind: 'item',
  masked: [],
  item: {
    kind: 'item',
    microsoftId: 'm',
    address: 'm',
    part: null,
    parts: null,
    etag: '2',
    modifiedAt: '2026-01-01T11:00:00.000Z',
    sharedUid: null,
    key: null,
    values: { ...base, ...values },
    isOwn: true,
    wouldMail: [],
    unwritable: [],
    ...more,
  },
});
export const gone = { kind: 'deleted' } as const;
export const agreed = { kind: 'as-agreed' } as const;
export const nothing = { kind: 'none' } as const;
export const unusable: LocalState = { kind: 'unusable', code: 'invalid-value', why: 'ends-before-start' };
export const settings = (
  direction: Direction = 'bidirectional',
  conflictResolution: ConflictResolution = 'strapi-wins',
  invitations: ResourceSettings['invitations'] = 'ask',
) => ({ direction, conflictResolution, invitations });

/** A decision in a few words: what is written where, and what is left over. */
export function said(of: {
  link?: Link | null;
  local: LocalState;
  remote: RemoteState;
  settings?: ResourceSettings;
  whole?: WholeState;
}): string {
  const decision = decide({
    definition,
    settings: of.settings ?? settings(),
    link: of.link === undefined ? link() : of.link,
    local: of.local,
    remote: of.remote,
    ...(of.whole ? { whole: of.whole } : {}),
  });
  const words = [
    decision.strapi.kind === 'none'
      ? ''
      : `strapi ${decision.strapi.kind}${decision.strapi.kind === 'update' ? ` ${decision.strapi.fields.join('+')}` : ''}`,
    decision.microsoft.kind === 'none'
      ? ''
      : `microsoft ${decision.microsoft.kind}${decision.microsoft.kind === 'update' ? ` ${decision.microsoft.fields.join('+')}` : ''}`,
    decision.link.kind === 'end' || decision.link.kind === 'drop' ? `link ${decision.link.kind}` : '',
    decision.conflict ? `conflict ${decision.conflict.decided?.winner ?? 'open'}` : '',
    decision.hold ? `hold ${decision.hold.code}` : '',
  ];
  return words.filter(Boolean).join(', ') || 'nothing';
}
