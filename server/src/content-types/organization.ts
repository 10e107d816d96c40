/** The default organization; a host with a type of its own names it in `host.organization`. */
export const organization = {
  schema: {
    kind: 'collectionType',
    collectionName: 'microsoft_sync_organizations',
    info: {
      singularName: 'organization',
      pluralName: 'organizations',
      displayName: 'Organization',
      description: 'People who share Microsoft 365 settings.',
    },
    options: { draftAndPublish: false },
    pluginOptions: { i18n: { localized: false } },
    attributes: {
      name: { type: 'string', required: true },
      members: { type: 'relation', relation: 'manyToMany', target: 'admin::user' },
    },
  },
};
