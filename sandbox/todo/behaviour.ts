/**
 * What sources leave open about To Do (graph-facts §2, §9, UNVERIFIED). A client has to be right whichever it is, so each can be
 * switched, for one mailbox or for all. `documentedBehaviour` is the best-attested of each.
 */
export interface TodoBehaviour {
  /**
   * `noMailbox`: 404 MailboxNotEnabledForRESTAPI (graph-facts §2.4). `notInCloud`: the address does not exist, as in China (graph-facts
   * §2.1).
   */
  readonly availability: 'available' | 'noMailbox' | 'notInCloud';
  /** What completing a recurring task does (graph-facts §2.4). */
  readonly recurringCompletion: RecurringCompletion;
  /** What another due date of a recurring task does (graph-facts §2.4, §10.11). */
  readonly recurringDueDate: RecurringDueDate;
  /**
   * Where lists of tasks show `recurrence`; a single task always does (graph-facts §2.4). `openFilter`: with `$filter=status ne
   * 'completed'` alone.
   */
  readonly recurrenceInLists: 'always' | 'openFilter' | 'never';
  readonly recurrenceInDelta: 'always' | 'never';
  /** How a body is answered (graph-facts §2.1). */
  readonly bodyType: 'asWritten' | 'text' | 'html';
  /**
   * Which type of body a request may have (graph-facts §2.1: the page says html alone, recorded tasks have text). Whatever its type, the
   * service keeps the
   * words; `html`: a task with a body of text is refused, also with an empty one.
   */
  readonly bodyTypesTaken: 'both' | 'html';
  /** In which zone times are answered: the one asked for with `Prefer`, or always UTC. */
  readonly timesIn: 'preferred' | 'utc';
  /** Whether a due date keeps the hour it was written with, or only its day (graph-facts §2.3). */
  readonly dueDateHour: 'dropped' | 'kept';
  /** `honoured`: 412 where another version is stored (graph-facts §2.4). */
  readonly ifMatch: 'ignored' | 'honoured';
  /** Whether `Prefer: IdType="ImmutableId"` gives tasks other ids; a move changes them all the same (graph-facts §1.6, §9.8). */
  readonly immutableIds: 'ignored' | 'honoured';
  /** A change of nothing but these makes the task come in delta (graph-facts §2.2). */
  readonly checklistInDelta: 'told' | 'silent';
  readonly linkedResourcesInDelta: 'told' | 'silent';
  /** Whether checklist and linked resources come without `$expand`. `answered`: as in recorded answers of tasks and lists of tasks. */
  readonly partsUnasked: 'answered' | 'left out';
  /** Whether `$filter=linkedResources/any(…)` works; refused with 400 otherwise. */
  readonly filterByLinkedResource: 'refused' | 'works';
  /** Whether linked resources go along when a person moves a task to another list. */
  readonly movedLinkedResources: 'kept' | 'lost';
  /** Whether the second task that completing or redating a recurring one leaves behind has them too. */
  readonly copiedLinkedResources: 'kept' | 'lost';
  /** How a task is refused that is not in the list of its address (graph-facts §2.4: both were seen). */
  readonly missingTask: 'notFound' | 'invalidRequest';
}

export type RecurringCompletion =
  /** The id stays open at the next date; the finished occurrence is a completed task of its own. */
  | 'sameIdMovesOn'
  /** So too, but the answer of PATCH still says completed. */
  | 'sameIdMovesOnLater'
  /** The id stays open at the next date, and nothing is left of the finished occurrence. */
  | 'sameIdMovesOnAlone'
  /** The id is completed and a task with another id takes the series over. */
  | 'newTaskFollows'
  /** The id is completed and nothing follows. */
  | 'seriesEnds';

export type RecurringDueDate =
  /** The task stays where it was, and another one is open at the new date. */
  | 'secondTaskAtNewDate'
  /** The task moves, and another one is open at the old date. */
  | 'secondTaskAtOldDate'
  /** The task goes to the next occurrence, whatever was asked for. */
  | 'jumpsToNext'
  | 'moves';

export const documentedBehaviour: TodoBehaviour = {
  availability: 'available',
  recurringCompletion: 'sameIdMovesOn',
  recurringDueDate: 'secondTaskAtNewDate',
  recurrenceInLists: 'openFilter',
  recurrenceInDelta: 'always',
  bodyType: 'asWritten',
  bodyTypesTaken: 'both',
  timesIn: 'preferred',
  dueDateHour: 'dropped',
  ifMatch: 'ignored',
  immutableIds: 'ignored',
  checklistInDelta: 'told',
  linkedResourcesInDelta: 'silent',
  partsUnasked: 'answered',
  filterByLinkedResource: 'refused',
  movedLinkedResources: 'kept',
  copiedLinkedResources: 'kept',
  missingTask: 'notFound',
};

export const behaviourChoices: { readonly [Name in keyof TodoBehaviour]: readonly TodoBehaviour[Name][] } = {
  availability: ['available', 'noMailbox', 'notInCloud'],
  recurringCompletion: ['sameIdMovesOn', 'sameIdMovesOnLater', 'sameIdMovesOnAlone', 'newTaskFollows', 'seriesEnds'],
  recurringDueDate: ['secondTaskAtNewDate', 'secondTaskAtOldDate', 'jumpsToNext', 'moves'],
  recurrenceInLists: ['always', 'openFilter', 'never'],
  recurrenceInDelta: ['always', 'never'],
  bodyType: ['asWritten', 'text', 'html'],
  bodyTypesTaken: ['both', 'html'],
  timesIn: ['preferred', 'utc'],
  dueDateHour: ['dropped', 'kept'],
  ifMatch: ['ignored', 'honoured'],
  immutableIds: ['ignored', 'honoured'],
  checklistInDelta: ['told', 'silent'],
  linkedResourcesInDelta: ['told', 'silent'],
  partsUnasked: ['answered', 'left out'],
  filterByLinkedResource: ['refused', 'works'],
  movedLinkedResources: ['kept', 'lost'],
  copiedLinkedResources: ['kept', 'lost'],
  missingTask: ['notFound', 'invalidRequest'],
};
