import type { Side } from '../contracts';
import type { Decision } from './decision';
import { leave } from './decision';
import { factsOf, type Link } from './link';
import type { Values } from './resource';
import type { Situation } from './situation';

/** A linked item is gone on at least one side. `peers.md` §3: an absence is not a deletion, and a deletion is not undone by accident. */
export function decideDeletion(situation: Situation): Decision {
  const { link, local, remote } = situation;
  if (!link) return leave('there is no link to judge a deletion by');
  if (local.kind === 'missing' && remote.kind !== 'deleted')
    return leave('the entry is gone from Strapi without a trace of who deleted it', {
      hold: {
        code: 'missing-without-mark',
        side: 'microsoft',
        fields: [],
        message:
          'The entry is missing in Strapi although nobody deleted it there (changed by SQL, or a restored backup?). Restore it, or unlink the item; nothing is deleted in Microsoft until then.',
      },
    });
  const localIsGone = local.kind === 'deleted' || local.kind === 'missing';
  if (localIsGone && remote.kind === 'deleted') return leave('deleted on both sides', { link: { kind: 'drop' } });
  return localIsGone ? deletedInStrapi(situation, link) : deletedInMicrosoft(situation, link);
}

function deletedInStrapi(situation: Situation, link: Link): Decision {
  const { definition, settings, remote } = situation;
  const item = remote.kind === 'item' ? remote.item : null;
  const facts = item ?? link.facts;
  if (settings.direction === 'microsoft-to-strapi')
    return leave('deleted in Strapi, and the direction is Microsoft to Strapi: remembered', { link: { kind: 'end' } });
  if (link.part) return leave('a part deleted in Strapi: the item it belongs to says so', partDeletion(situation, link));
  if (!facts.isOwn) return leave('a meeting of somebody else, deleted in Strapi: remembered, Microsoft keeps it', { link: { kind: 'end' } });

  if (item === null && link.facts.open.length > 0) return leave('somebody has to decide between the deletion here and the edit in Microsoft');

  const edited = item !== null && changedFields(definition.fields, link.base, item.values, 'both').length > 0; // an answer of an attendee is no edit
  const note = (winner: Side) => ({
    fields: item ? changedFields(definition.fields, link.base, item.values, 'both') : [],
    base: link.base,
    strapi: null,
    microsoft: item?.values ?? null,
    decided: { by: settings.conflictResolution, winner },
  });
  if (edited && settings.direction === 'bidirectional') {
    if (settings.conflictResolution === 'ask')
      return leave('deleted in Strapi and edited in Microsoft: somebody has to decide', {
        conflict: { ...note('strapi'), decided: null },
        link: { kind: 'agree', base: link.base, facts: factsOf(item, maskedOf(remote), note('strapi').fields) },
      });
    if (settings.conflictResolution !== 'strapi-wins')
      return leave('deleted in Strapi, but edited in Microsoft, which wins: made again', {
        strapi: { kind: 'create', values: item.values },
        link: { kind: 'agree', base: item.values, facts: factsOf(item, maskedOf(remote)) },
        conflict: note('microsoft'),
      });
  }
  if (facts.wouldMail.length > 0 && settings.invitations !== 'always')
    return leave('deleting the meeting would mail its attendees', {
      hold: {
        code: 'would-send-mail',
        side: 'microsoft',
        fields: [],
        message: `Deleting this meeting makes Microsoft send a cancellation to ${facts.wouldMail.length} people. Approve it to go on.`,
      },
    });
  return leave('deleted in Strapi', {
    microsoft: { kind: 'delete', mails: facts.wouldMail },
    conflict: edited ? note('strapi') : null,
  });
}

/** Nothing is sent for a part: its item is written without it. An edit of it in Microsoft that nobody saw is kept as the loser. */
function partDeletion({ definition, remote, settings }: Situation, link: Link): Partial<Decision> {
  if (remote.kind !== 'item') return {};
  const fields = changedFields(definition.fields, link.base, remote.item.values, 'both');
  if (fields.length === 0) return {};
  const conflict = { fields, base: link.base, strapi: null, microsoft: remote.item.values, decided: { by: settings.conflictResolution, winner: 'strapi' as const } };
  return { conflict, link: { kind: 'agree', base: remote.item.values, facts: factsOf(remote.item, maskedOf(remote)) } };
}

function deletedInMicrosoft({ definition, settings, local }: Situation, link: Link): Decision {
  if (settings.direction === 'strapi-to-microsoft')
    return leave('deleted in Microsoft, and the direction is Strapi to Microsoft: remembered', { link: { kind: 'end' } });
  const item = local.kind === 'item' ? local.item : null;
  const fields = item ? changedFields(definition.fields, link.base, item.values, 'both') : [];
  const note = (winner: Side) => ({
    fields,
    base: link.base,
    strapi: item?.values ?? null,
    microsoft: null,
    decided: { by: settings.conflictResolution, winner },
  });
  if (item && fields.length > 0 && settings.direction === 'bidirectional' && link.facts.isOwn) {
    if (settings.conflictResolution === 'ask')
      return leave('deleted in Microsoft and edited in Strapi: somebody has to decide', { conflict: { ...note('strapi'), decided: null } });
    if (settings.conflictResolution !== 'microsoft-wins')
      return leave('deleted in Microsoft, but edited in Strapi, which wins: made again', {
        microsoft: { kind: 'create', values: item.values },
        conflict: note('strapi'),
      });
  }
  return leave('deleted in Microsoft', {
    strapi: { kind: 'delete' },
    link: { kind: 'drop' },
    conflict: fields.length > 0 ? note('microsoft') : null,
  });
}

const maskedOf = (remote: Situation['remote']): readonly string[] => (remote.kind === 'item' ? remote.masked : []);

/** Names of the fields that differ, by each field's own idea of equal. */
export function changedFields(
  rules: Situation['definition']['fields'],
  from: Values,
  to: Values,
  writtenBy?: 'both' | 'microsoft',
): string[] {
  return Object.entries(rules)
    .filter(([name, rule]) => (writtenBy === undefined || rule.writtenBy === writtenBy) && !rule.isEqual(from[name], to[name]))
    .map(([name]) => name);
}
