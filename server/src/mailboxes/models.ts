/**
 * Internal models (no content types): which mailbox is whose in application mode, by whose word, and every change of it. Nothing that a person
 * can edit about themselves leads in here. Instants are epoch milliseconds.
 */
export const mailboxTables = {
  mailboxes: 'microsoft_sync_mailboxes',
  changes: 'microsoft_sync_mailbox_changes',
  rules: 'microsoft_sync_mailbox_rules',
} as const;

export const mailboxModels = [
  {
    uid: 'plugin::microsoft-sync.mailbox',
    singularName: 'microsoft-sync-mailbox',
    tableName: mailboxTables.mailboxes,
    attributes: {
      id: { type: 'increments' },
      user_id: { type: 'string', column: { unique: true, notNullable: true } }, // documentId of the host's user
      address: { type: 'string' },
      address_key: { type: 'string', column: { unique: true, notNullable: true } }, // hash of the address in small letters: one mailbox, one person
      how: { type: 'string' },
      assigned_by: { type: 'string' }, // documentId of an administrator
      assigned_at: { type: 'biginteger' },
    },
  },
  {
    uid: 'plugin::microsoft-sync.mailbox-change',
    singularName: 'microsoft-sync-mailbox-change',
    tableName: mailboxTables.changes,
    attributes: {
      id: { type: 'increments' },
      user_id: { type: 'string' },
      address: { type: 'string' }, // null: taken away
      how: { type: 'string' },
      assigned_by: { type: 'string' },
      assigned_at: { type: 'biginteger' },
    },
    indexes: [{ name: 'microsoft_sync_mailbox_changes_user_id_idx', columns: ['user_id'] }],
  },
  {
    uid: 'plugin::microsoft-sync.mailbox-rule',
    singularName: 'microsoft-sync-mailbox-rule',
    tableName: mailboxTables.rules,
    attributes: {
      id: { type: 'increments' },
      key: { type: 'string', column: { unique: true, notNullable: true } }, // 'system'
      attribute: { type: 'string' }, // of the host's user; null: off
      switched_by: { type: 'string' },
      switched_at: { type: 'biginteger' },
    },
  },
] as const;
