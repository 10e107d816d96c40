/** What the service does with events where sources leave it open. */
export interface EventBehaviour {
  /** A PATCH or DELETE that names another version than there is. */
  readonly ifMatch: 'honoured' | 'ignored';
  /** 'perSeries': whatever changes a series or one of its exceptions makes the versions of all of them old. */
  readonly versions: 'perItem' | 'perSeries';
}

export const usualEventBehaviour: EventBehaviour = { ifMatch: 'honoured', versions: 'perItem' };
