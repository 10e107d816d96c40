/** How the service says that a delta token is gone. All were seen; letter case differs from place to place (graph-facts §1.5). */
export type SyncStateAnswer = keyof typeof syncStateRefusals;

export const syncStateRefusals = {
  /** 410 with the address of a fresh round. */
  goneWithLocation: { status: 410, code: 'SyncStateNotFound', hasLocation: true },
  gone: { status: 410, code: 'SyncStateNotFound', hasLocation: false },
  syncStateNotFound: { status: 400, code: 'syncStateNotFound', hasLocation: false },
  resyncRequired: { status: 400, code: 'resyncRequired', hasLocation: false },
  fullSyncRequired: { status: 410, code: 'fullSyncRequired', hasLocation: false },
  resourceNotFound: { status: 404, code: 'ResourceNotFound', hasLocation: false },
} as const;

export const syncStateAnswers = Object.keys(syncStateRefusals) as readonly SyncStateAnswer[];
