/** One element of Graph's list of changes (graph-facts §1.3). Never throws. */
import { isStorableId, shownId } from '../canonical/microsoft-id';
import { LEFT_OUT, type RemoteReading } from '../sync/resource';
import { type Asked, happensOnce, isObject, isRemoved, readEvent, textOr, type Raw } from './read-event';
import { timesFromMicrosoft } from './times-from-microsoft';

export function readMicrosoft(raw: unknown, asked: Asked): RemoteReading {
  if (!isObject(raw)) return { kind: 'unusable', microsoftId: null, why: 'answer-of-another-kind' };
  const microsoftId = textOr(raw.id, null);
  if (microsoftId === null) return { kind: 'unusable', microsoftId: null, why: 'answer-without-id' };
  if (!isStorableId(microsoftId)) return { kind: 'unusable', microsoftId: shownId(microsoftId), why: 'answer-wrong-id' };
  try {
    return read(raw, microsoftId, asked);
  } catch {
    return { kind: 'unusable', microsoftId, why: 'answer-unreadable' };
  }
}

/** The recorded answers lack `type`; then its companions tell. */
export function typeOf(raw: Raw): 'single' | 'series' | 'part' {
  switch (raw.type) {
    case 'seriesMaster':
      return 'series';
    case 'occurrence':
    case 'exception':
      return 'part';
    default:
      if (textOr(raw.seriesMasterId, null) !== null) return 'part';
      return isObject(raw.recurrence) ? 'series' : 'single';
  }
}

/** A list says of a series neither its exceptions nor what was cancelled, and of an occurrence next to nothing: the series is asked for. */
function read(raw: Raw, microsoftId: string, { isRich }: Asked): RemoteReading {
  if (isRemoved(raw)) return { kind: 'removed', microsoftId };
  if (raw[LEFT_OUT] === true) return { kind: 'incomplete', microsoftId: textOr(raw.seriesMasterId, null) ?? microsoftId };
  switch (typeOf(raw)) {
    case 'series':
      return { kind: 'incomplete', microsoftId };
    case 'part': {
      const series = textOr(raw.seriesMasterId, null);
      if (series === null) return { kind: 'unusable', microsoftId, why: 'answer-without-series' };
      if (!isStorableId(series)) return { kind: 'unusable', microsoftId, why: 'answer-wrong-series' };
      return { kind: 'incomplete', microsoftId: series, isByPart: true };
    }
    case 'single': {
      const times = timesFromMicrosoft(raw);
      return typeof times === 'string'
        ? { kind: 'unusable', microsoftId, why: times }
        : readEvent(raw, microsoftId, { when: { ...times, ...happensOnce }, isRich });
    }
  }
}
