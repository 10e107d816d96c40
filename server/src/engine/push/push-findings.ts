/**
 * What a run has found out while it was writing. `push.ts` alone adds to it, of what the others return; nothing of it is stored, so a run that breaks
 * off finds it out again.
 */
export interface PushFindings {
  /** Links of what this run has asked for in order to write it. */
  readonly readToWrite: ReadonlySet<number>;
  /** Links of what did not answer when it was asked for last. */
  readonly notAnswered: ReadonlySet<number>;
  /** Links of what has changed in Microsoft, or is gone, by what its lists tell, and did not answer before anything was written. */
  readonly unproven: ReadonlySet<number>;
  /**
   * Microsoft's ids of items that have one version together with their parts, so that each write of one makes the versions of all others old ones:
   * whether this run has written one since it read them.
   */
  readonly sharedVersions: ReadonlyMap<string, 'read' | 'written'>;
  /** Ids of parts that people in Microsoft have edited, and that a write in a direction to Microsoft takes away: whether they are kept as losers. */
  readonly removedByOurWrite: ReadonlyMap<string, 'unread' | 'kept'>;
  /** Links of creates without an answer that this run has not looked for, or was not told about. */
  readonly recoverySkipped: ReadonlySet<number>;
  /** Links of creates of what was in Microsoft before, and may be there: not every item could be read. */
  readonly perhapsThere: ReadonlySet<number>;
  /** Entries that were in Microsoft before, and that this run has looked for by their uid. */
  readonly searchedByUid: ReadonlySet<string>;
  /** Entries of which this run has counted that Microsoft did not say what became of their write. */
  readonly failing: ReadonlySet<string>;
  /** Entries that this run has judged because of their marks, with the versions of those. */
  readonly judged: ReadonlyMap<string, number>;
  /** Links of what was made in Microsoft, and not named by the list of changes yet. */
  readonly notYetInFeed: ReadonlySet<number>;
  /** This mailbox takes bodies of HTML alone. */
  readonly takesHtmlOnly: boolean;
}

/** The same, for the one that adds to it. */
export type GrowingFindings = {
  -readonly [K in keyof PushFindings]: PushFindings[K] extends ReadonlyMap<infer N, infer V>
    ? Map<N, V>
    : PushFindings[K] extends ReadonlySet<infer E>
      ? Set<E>
      : PushFindings[K];
};

export const growing = (findings: Partial<PushFindings>): GrowingFindings => ({
  readToWrite: new Set(findings.readToWrite),
  notAnswered: new Set(findings.notAnswered),
  unproven: new Set(findings.unproven),
  sharedVersions: new Map(findings.sharedVersions),
  removedByOurWrite: new Map(findings.removedByOurWrite),
  recoverySkipped: new Set(findings.recoverySkipped),
  perhapsThere: new Set(findings.perhapsThere),
  searchedByUid: new Set(findings.searchedByUid),
  failing: new Set(findings.failing),
  judged: new Map(findings.judged),
  notYetInFeed: new Set(findings.notYetInFeed),
  takesHtmlOnly: findings.takesHtmlOnly ?? false,
});
