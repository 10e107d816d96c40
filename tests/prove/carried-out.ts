import type { Decision } from '../../src/sync/decision';
import { factsOfNew, type Link } from '../../src/sync/link';
import type { Values } from '../../src/sync/resource';
import type { Situation } from '../../src/sync/situation';

/** What stands on both sides and is remembered; null: nothing is there. */
export interface World {
  readonly local: Situation['local'];
  readonly there: Values | null;
  readonly link: Link | null;
}

/** What Microsoft holds, also where nobody has looked: what was agreed, and what people there were left. */
export function standsThere({ remote, link }: Situation): Values | null {
  if (remote.kind === 'item') return remote.item.values;
  if (remote.kind !== 'as-agreed' || !link || link.facts.isGoneOpen) return null;
  return { ...link.base, ...link.facts.left };
}

/**
 * The world once a decision is carried out to its end, by what its words mean: what is written stands there, what was written to Microsoft and
 * answered is agreed, and what a person has said was said for once.
 */
export function carriedOut(
  situation: Situation,
  { strapi, microsoft, link: change }: Decision,
  there: Values | null = standsThere(situation),
): World {
  const { local } = situation;
  const nothing = { local: { kind: 'none' } as const, there: null, link: null };

  const here = ((): Situation['local'] => {
    switch (strapi.kind) {
      case 'none':
        return local;
      case 'create':
        return entryWith(situation, strapi.values);
      case 'update':
        return local.kind === 'item' ? entryWith(situation, { ...local.item.values, ...only(strapi.values, strapi.fields) }) : local;
      case 'delete':
        return { kind: 'none' };
    }
  })();

  const link = ((): Link | null => {
    switch (change.kind) {
      case 'none':
        return situation.link;
      case 'agree':
        return { ...(situation.link ?? newLink(situation)), base: change.base, facts: saidOnce(change.facts) };
      case 'end':
        return situation.link && { ...situation.link, state: 'ended' };
      case 'drop':
        return null;
    }
  })();

  switch (microsoft.kind) {
    case 'none':
      // The item that a part belongs to says that it is gone, and is written without it.
      if (local.kind === 'deleted' && link?.part && link.state === 'linked' && link.facts.open.length === 0 && strapi.kind === 'none')
        return nothing;
      return link === null && here.kind !== 'item' && change.kind === 'drop' ? nothing : { local: here, there, link };
    case 'create':
      return {
        local: here,
        there: microsoft.values,
        link: { ...newLink(situation), part: situation.link?.part ?? null, base: microsoft.values, facts: factsOfNew },
      };
    case 'update': {
      const written = only(microsoft.values, [...microsoft.fields, ...goingAlong(situation, microsoft)]);
      // Where Strapi is the source, what people in Microsoft have put beside its values is not agreed.
      const isSource = situation.settings.direction === 'strapi-to-microsoft' && local.kind === 'item';
      const agreed = isSource ? only(local.item.values, Object.keys(written)) : written;
      return { local: here, there: { ...there, ...written }, link: link && { ...link, base: { ...link.base, ...agreed } } };
    }
    case 'delete':
      return nothing;
  }
}

/** What a field needs takes it along when it goes: a single event has no dates that are cancelled. */
const goingAlong = ({ definition }: Situation, { values, fields }: Decision['microsoft'] & { kind: 'update' }): string[] =>
  Object.entries(definition.fields).flatMap(([field, { needs = '' }]) => (fields.includes(needs) && values[needs] === null ? field : []));

const only = (values: Values, fields: readonly string[]): Values => Object.fromEntries(fields.map((field) => [field, values[field]]));

function saidOnce({ verdict: _said, ...facts }: Link['facts']): Link['facts'] {
  return facts;
}

function entryWith({ local, link }: Situation, values: Values): Situation['local'] {
  if (local.kind === 'item') return { ...local, item: { ...local.item, values } };
  const part = link?.part ?? null;
  return { kind: 'item', item: { kind: 'item', documentId: 'new', part, values, isOwn: true, editedAt: '2026-01-01T00:00:00.000Z' } };
}

const newLink = ({ local, remote }: Situation): Link => ({
  documentId: local.kind === 'item' ? local.item.documentId : 'new',
  microsoftId: remote.kind === 'item' ? remote.item.microsoftId : 'new',
  part: local.kind === 'item' ? local.item.part : null,
  origin: 'strapi',
  state: 'linked',
  base: {},
  facts: factsOfNew,
  etag: null,
});
