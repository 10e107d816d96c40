/** Internal model (no content type): the Azure application of the system, and of organizations that bring their own. Secrets are sealed. */
export const APPLICATION_UID = 'plugin::microsoft-sync.application';

export const applicationModel = {
  uid: APPLICATION_UID,
  tableName: 'microsoft_sync_applications',
  singularName: 'microsoft-sync-application',
  attributes: {
    id: { type: 'increments' },
    key: { type: 'string', column: { unique: true, notNullable: true } }, // 'system' or 'organization:<documentId>'
    clientId: { type: 'string' },
    tenantId: { type: 'string' },
    mode: { type: 'string' },
    clientSecret: { type: 'text' }, // sealed
    clientSecretSetAt: { type: 'biginteger' }, // instants are epoch milliseconds
    clientSecretExpiresAt: { type: 'biginteger' },
    certificateKey: { type: 'text' }, // sealed
    certificateThumbprint: { type: 'string' },
    certificateExpiresAt: { type: 'biginteger' },
  },
} as const;

/** What keeps an application from being used. Empty while all is well. */
export const applicationProblemModel = {
  uid: 'plugin::microsoft-sync.application-problem',
  tableName: 'microsoft_sync_application_problems',
  singularName: 'microsoft-sync-application-problem',
  attributes: {
    id: { type: 'increments' },
    fingerprint: { type: 'string', column: { unique: true, notNullable: true } }, // of the application together with its secret
    reason: { type: 'string' },
    message: { type: 'text' },
    since: { type: 'biginteger' },
  },
} as const;
