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
