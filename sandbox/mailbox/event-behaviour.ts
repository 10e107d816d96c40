/** What the service does with events where sources leave it open. */
export interface EventBehaviour {
  /** A PATCH or DELETE that names another version than there is. */
  readonly ifMatch: 'honoured' | 'ignored';
  /** 'perSeries': whatever changes a series or one of its exceptions makes the versions of all of them old. */
  readonly versions: 'perItem' | 'perSeries';
  /** Whether a list of changes is given for a calendar that the address names, and not for the default one alone (graph-facts §11.1). */
  readonly namedChanges: 'told' | 'refused';
  /** Of somebody else's calendar. `firstPage`: every link of its list of changes is refused with 403 (graph-facts §11.3). */
  readonly sharedChanges: 'told' | 'firstPage';
  /** Whether an event that a person moves to another calendar keeps its immutable id (graph-facts §11.4). */
  readonly movedId: 'kept' | 'new';
  /** `source`: the calendar that it has come to says nothing of it. */
  readonly movesToldBy: 'both' | 'source';
  /** Whether a client's properties go along where the id does not (graph-facts §11.5). */
  readonly movedProperties: 'kept' | 'lost';
}

export const usualEventBehaviour: EventBehaviour = {
  ifMatch: 'honoured',
  versions: 'perItem',
  namedChanges: 'told',
  sharedChanges: 'firstPage',
  movedId: 'kept',
  movesToldBy: 'both',
  movedProperties: 'kept',
};

export const eventBehaviourChoices: { readonly [Name in keyof EventBehaviour]: readonly EventBehaviour[Name][] } = {
  ifMatch: ['honoured', 'ignored'],
  versions: ['perItem', 'perSeries'],
  namedChanges: ['told', 'refused'],
  sharedChanges: ['told', 'firstPage'],
  movedId: ['kept', 'new'],
  movesToldBy: ['both', 'source'],
  movedProperties: ['kept', 'lost'],
};
