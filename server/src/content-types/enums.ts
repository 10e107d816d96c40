/** Graph's own values (graph-facts §1.8, §2.1); we keep them so that nothing is lost in a translation. */
export const eventEnums = {
  showAs: ['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown'],
  sensitivity: ['normal', 'personal', 'private', 'confidential'],
  importance: ['low', 'normal', 'high'],
};

export const taskEnums = {
  taskStatus: ['notStarted', 'inProgress', 'completed', 'waitingOnOthers', 'deferred'],
  importance: ['low', 'normal', 'high'],
};

export const settingEnums = {
  direction: ['strapi-to-microsoft', 'microsoft-to-strapi', 'bidirectional'],
  conflictResolution: ['strapi-wins', 'microsoft-wins', 'newest-wins', 'ask'],
  invitations: ['never', 'ask', 'always'],
  privateEvents: ['full', 'busy-only', 'skip'],
};
