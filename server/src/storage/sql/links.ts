import type { Side } from '../../../../src/contracts';
import { factsOfNew, type Link, type RemoteFacts } from '../../../../src/sync/link';
import type { Values } from '../../../../src/sync/resource';
import { createDatabaseClock } from '../../host/clock';
import type { Sql } from '../../host/sql';
import { changeRows } from './change-links';
import { hashKey, targetKey } from './keys';
import { tables } from './models';
import type { LinkChanges, LinkReads, StoredLink, Target } from '../port';
import { insertRows } from './insert-rows';
import { onceEach, type Writers } from '../write-in-order';
import { chunks, instantOrNull, isTrue, json, textOrNull, type Row } from '../../host/rows';

const CHUNK = 200;

export function createLinkStore(sql: Sql): LinkReads {
  const byKey = async (column: string, target: Target, ids: readonly string[]): Promise<StoredLink[]> => {
    const found: StoredLink[] = [];
    for (const part of chunks(ids, CHUNK)) {
      const keys = part.map((id) => hashKey(targetKey(target), id));
      found.push(...(await sql.run<Row[]>((from) => from(tables.links).whereIn(column, keys).select('*'))).map(toLink));
    }
    return found;
  };

  return {
    async linksByMicrosoftId(target, ids) {
      return new Map((await byKey('microsoft_key', target, ids)).map((link) => [link.microsoftId ?? '', link]));
    },
    async linksByDocumentId(target, ids) {
      return new Map((await byKey('document_key', target, ids)).map((link) => [link.documentId ?? '', link]));
    },
    async linksBySharedUid(target, uids) {
      const wanted = new Set(uids); // a database may not tell letters apart by their case
      const ofTarget = { target_key: targetKey(target) };
      const found: StoredLink[] = [];
      for (const part of chunks(uids, CHUNK)) {
        const keys = part.map((uid) => hashKey(targetKey(target), uid));
        const rows = await sql.run<Row[]>((from) =>
          from(tables.links)
            .where(
              // The target in both, so that the index serves both: nearly all rows have the hash.
              (one) =>
                void one
                  .where((now) => void now.where(ofTarget).whereIn('uid_key', keys))
                  .orWhere((before) => void before.where(ofTarget).whereNull('uid_key').whereIn('shared_uid', part)),
            )
            .whereNull('part_key')
            .orderBy('id')
            .select('*'),
        );
        found.push(...rows.map(toLink).filter(({ sharedUid }) => wanted.has(sharedUid ?? '')));
      }
      return found;
    },
    async linksOfParts(target, owners) {
      return byKey('part_of_hash', target, owners);
    },
    async partsByAddress(target, addresses) {
      return new Map((await byKey('address_key', target, addresses)).map((link) => [link.facts.address ?? '', link]));
    },
    async meetingsOfOthers(target, meetingKeys) {
      const found = new Set<string>();
      for (const part of chunks(meetingKeys, CHUNK))
        for (const row of await sql.run<Row[]>((from) =>
          from(tables.links).whereIn('claim_key', part).whereNot('target_key', targetKey(target)).select('claim_key'),
        ))
          found.add(String(row['claim_key']));
      return found;
    },
    async unanswered(target) {
      const where = { target_key: targetKey(target), state: 'creating' };
      return (await sql.run<Row[]>((from) => from(tables.links).where(where).orderBy('id').select('*'))).map(toLink);
    },
    async staged(target, limit) {
      const where = { target_key: targetKey(target), is_staged: true };
      return (await sql.run<Row[]>((from) => from(tables.links).where(where).orderBy('id').limit(limit).select('*'))).map(toLink);
    },
    async madeSince(target, since) {
      const where = { target_key: targetKey(target), state: 'linked', origin: 'strapi' };
      const rows = await sql.run<Row[]>((from) =>
        from(tables.links).where(where).where('modified_at', '>=', since).orderBy('id').select('id'),
      );
      return rows.map((row) => Number(row['id']));
    },
    async allLinks(target, after, limit) {
      const rows = await sql.run<Row[]>((from) =>
        from(tables.links)
          .where({ target_key: targetKey(target) })
          .where('id', '>', after)
          .orderBy('id')
          .limit(limit)
          .select('*'),
      );
      return rows.map(toLink);
    },
    async countLinked(target) {
      const where = { target_key: targetKey(target), state: 'linked' };
      const [row] = await sql.run<Row[]>((from) =>
        from(tables.links)
          .where(where)
          .where((one) => void one.whereNull('occurrence').orWhereNot('occurrence', 'date'))
          .count({ n: '*' }),
      );
      return Number(row?.['n'] ?? 0);
    },
    async seriesOfDates(target, after, limit) {
      const where = { target_key: targetKey(target), occurrence: 'series', state: 'linked' };
      const rows = await sql.run<Row[]>((from) =>
        from(tables.links).where(where).where('id', '>', after).orderBy('id').limit(limit).select('*'),
      );
      return rows.map(toLink);
    },
  };
}

export function linkWriters(sql: Sql): Pick<Writers, 'droppedLinks' | 'newLinks' | 'linkChanges' | 'seen' | 'staged' | 'stagedUnseen'> {
  const clock = createDatabaseClock(sql);
  const eachChunk = async (ids: readonly number[], change: Record<string, unknown>) => {
    for (const part of chunks(ids, CHUNK)) await sql.run((from) => from(tables.links).whereIn('id', part).update(change));
  };

  return {
    async droppedLinks(_target, ids) {
      for (const part of chunks(ids, CHUNK)) await sql.run((from) => from(tables.links).whereIn('id', part).delete());
    },
    async newLinks(target, links) {
      const now = await clock.now();
      const rows = links.map((link) => ({ ...toRow(target, link), seen_round: link.seenRound, agreed_at: now }));
      await insertRows(sql, tables.links, rows);
    },
    linkChanges: (target, all) =>
      changeRows(
        sql,
        onceEach(all).flatMap(({ id, changes }) => (Object.keys(changes).length > 0 ? [{ id, row: toRow(target, changes) }] : [])),
      ),
    seen: (_target, { ids, round }) => eachChunk(ids, { seen_round: round, is_staged: false }),
    staged: (_target, ids) => eachChunk(ids, { is_staged: true }),
    async stagedUnseen(target, { collection, round }) {
      await sql.run((from) =>
        from(tables.links)
          .where({ target_key: targetKey(target), state: 'linked', collection })
          .whereNull('part_of_hash')
          .where('seen_round', '<', round)
          .update({ is_staged: true }),
      );
    },
  };
}

function toLink(row: Row): StoredLink {
  return {
    id: Number(row['id']),
    collection: String(row['collection'] ?? ''),
    documentId: textOrNull(row['document_id']),
    microsoftId: textOrNull(row['microsoft_id']),
    part: row['part_of_hash'] ? { of: String(row['part_of']), key: String(row['part_key']) } : null,
    origin: row['origin'] as Side,
    state: row['state'] as Link['state'],
    base: json<Values>(row['base'], {}),
    facts: json<RemoteFacts>(row['facts'], factsOfNew),
    etag: textOrNull(row['etag']),
    sharedUid: textOrNull(row['shared_uid']),
    ...(row['claim_key'] ? { meetingKey: String(row['claim_key']) } : {}),
    modifiedAt: instantOrNull(row['modified_at']),
    agreedAt: instantOrNull(row['agreed_at']),
    isStaged: isTrue(row['is_staged']),
    ...(row['occurrence'] ? { occurrence: row['occurrence'] as 'series' | 'date' } : {}),
  };
}

function toRow(target: Target, link: LinkChanges): Record<string, unknown> {
  const row: Record<string, unknown> = { target_key: targetKey(target) };
  if (link.collection !== undefined) row['collection'] = link.collection;
  if (link.microsoftId !== undefined) {
    row['microsoft_id'] = link.microsoftId;
    row['microsoft_key'] = link.microsoftId === null ? null : hashKey(targetKey(target), link.microsoftId);
  }
  if (link.documentId !== undefined) {
    row['document_id'] = link.documentId;
    row['document_key'] = link.documentId === null ? null : hashKey(targetKey(target), link.documentId);
  }
  if (link.part) {
    row['part_of'] = link.part.of;
    row['part_of_hash'] = hashKey(targetKey(target), link.part.of);
    row['part_key'] = link.part.key;
  }
  if (link.origin !== undefined) row['origin'] = link.origin;
  if (link.state !== undefined) row['state'] = link.state;
  if (link.base !== undefined) row['base'] = JSON.stringify(link.base);
  if (link.facts !== undefined) row['facts'] = JSON.stringify(link.facts);
  if (link.facts && 'address' in link.facts)
    row['address_key'] = link.facts.address ? hashKey(targetKey(target), link.facts.address) : null;
  if (link.etag !== undefined) row['etag'] = link.etag;
  if (link.sharedUid !== undefined) {
    row['shared_uid'] = link.sharedUid;
    row['uid_key'] = link.sharedUid === null ? null : hashKey(targetKey(target), link.sharedUid);
  }
  if (link.meetingKey !== undefined) row['claim_key'] = link.meetingKey;
  if (link.state === 'ended') row['claim_key'] = null; // somebody else's copy may come in
  if (link.modifiedAt !== undefined) row['modified_at'] = link.modifiedAt === null ? null : Date.parse(link.modifiedAt);
  if (link.isStaged !== undefined) row['is_staged'] = link.isStaged;
  if (link.occurrence !== undefined) row['occurrence'] = link.occurrence;
  return row;
}
