/** Internal models (no content types): who is connected to which mailbox, and sign-ins under way. Instants are epoch milliseconds. */
export const ACCOUNT_UID = 'plugin::microsoft-sync.account';
export const SIGN_IN_UID = 'plugin::microsoft-sync.sign-in';

export const accountModel = {
  uid: ACCOUNT_UID,
  tableName: 'microsoft_sync_accounts',
  singularName: 'microsoft-sync-account',
  attributes: {
    id: { type: 'increments' },
    userId: { type: 'string', column: { unique: true, notNullable: true } }, // documentId of the host's user
    mode: { type: 'string' }, // 'delegated' or 'application'
    mailboxId: { type: 'string' },
    mailboxIdKey: { type: 'string' }, // hash of it in small letters, by which it is found: the database would have to write each row small
    mailboxAddress: { type: 'string' },
    mailboxAddressKey: { type: 'string' }, // the same
    mailboxName: { type: 'string' },
    mailboxTimeZone: { type: 'string' }, // IANA
    assignedAddress: { type: 'string' }, // application mode: the assignment under which it was connected, in small letters; null: none
    tenantId: { type: 'string' },
    homeAccountId: { type: 'string' }, // MSAL's <object id>.<tenant id>
    scopes: { type: 'text' }, // granted, separated by blanks
    sealedWith: { type: 'string' }, // names the key that sealed tokenCache, so that lists need not read what is long
    tokenVersion: { type: 'biginteger' }, // counts every change of tokenCache
    lockOwner: { type: 'string' }, // who is refreshing, for the moment
    lockExpiresAt: { type: 'biginteger' },
    connectedAt: { type: 'biginteger' },
    lastSucceededAt: { type: 'biginteger' },
    failureReason: { type: 'string' },
    failureAt: { type: 'biginteger' },
    failureMessage: { type: 'text' },
    claims: { type: 'text' }, // JSON: what the next sign-in has to prove to Microsoft
    tokenCache: { type: 'text' }, // MSAL's cache of this one account, sealed; last, so that SQLite passes over it
  },
  indexes: [
    { name: 'microsoft_sync_accounts_mailbox_id_key_idx', columns: ['mailbox_id_key'] },
    { name: 'microsoft_sync_accounts_mailbox_address_key_idx', columns: ['mailbox_address_key'] },
    { name: 'microsoft_sync_accounts_assigned_address_idx', columns: ['assigned_address'] },
    { name: 'microsoft_sync_accounts_last_succeeded_at_idx', columns: ['mode', 'last_succeeded_at', 'connected_at'] }, // who is unused for long
  ],
} as const;

export const signInModel = {
  uid: SIGN_IN_UID,
  tableName: 'microsoft_sync_sign_ins',
  singularName: 'microsoft-sync-sign-in',
  attributes: {
    id: { type: 'increments' },
    stateHash: { type: 'string', column: { unique: true, notNullable: true } },
    userId: { type: 'string' },
    sealed: { type: 'text' }, // PKCE verifier and nonce
    expiresAt: { type: 'biginteger' },
  },
} as const;
