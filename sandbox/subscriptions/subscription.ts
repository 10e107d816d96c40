/** What one subscription watches: a calendar's events or a list's tasks. */
export type Watched = {
  readonly kind: 'events' | 'tasks';
  readonly mailboxId: string;
  /** Key of the calendar or list. */ readonly place: string;
};

export interface Subscription {
  readonly id: string;
  readonly clientId: string;
  readonly creatorId: string;
  readonly watched: Watched;
  /** As it was asked for. */
  readonly resource: string;
  readonly changeTypes: readonly ChangeType[];
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly clientState: string | null;
  readonly latestSupportedTlsVersion: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export const changeTypes = ['created', 'updated', 'deleted'] as const;
export type ChangeType = (typeof changeTypes)[number];

export const lifecycleEvents = ['reauthorizationRequired', 'subscriptionRemoved', 'missed'] as const;
export type LifecycleEvent = (typeof lifecycleEvents)[number];

/** Longest lives in minutes (graph-facts §5, §10.1: the documentation's 10,080 is refused for events). */
export const longestMinutes = { events: 10_070, tasks: 4_230 } as const;
