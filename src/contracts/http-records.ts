/** What the page *Records* and the server say to each other; see `http.ts`. */
import type { AdoptOptions, HomeReading, Resource, StayedEntry } from './index';

/** GET `/records`: the homes of events and tasks, in the order in which they are asked whether they accept what is new. */
export interface RecordsReading {
  homes: HomeReading[];
  /** Names of administrators who have confirmed, by their ids. */
  names: Record<string, string>;
}
/** POST `/records/confirm`; without a resource all that wait. Answers with the reading. */
export interface ConfirmRecords {
  resource?: Resource;
}
/** POST `/records/preview`: what the first run of the next person would do. `after`: the id of the person before; null begins. */
export interface PreviewRecords {
  resource: Resource;
  after: string | null;
}
export interface RecordsPreview {
  /** The person whose run was previewed; null: there is nobody more. */
  person: string | null;
  people: number;
  /** How many of them have been asked, this one included. */
  seen: number;
  counts: {
    out: number;
    in: number;
    pairs: number;
    changedThere: number;
    changedHere: number;
    deletedThere: number;
    deletedHere: number;
    waiting: number;
  };
  /** Why there is no preview of this person. */
  problem: string | null;
}
/** POST `/records/adopt`: the next entries. `after`: what the step before has answered; null begins. */
export interface AdoptRecords extends AdoptOptions {
  after: { target: string; link: number } | null;
}
export interface AdoptedRecords {
  /** At the beginning: how many there are. */
  total: number;
  moved: number;
  stayed: (StayedEntry & { userName: string })[];
  /** Null: that was all. */
  next: AdoptRecords['after'];
}
