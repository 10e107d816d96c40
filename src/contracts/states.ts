export type AccountState = 'not-connected' | 'connected' | 'delayed' | 'action-required';
export type AccountReason =
  | 'sign-in-expired'
  | 'consent-missing'
  | 'scope-missing'
  | 'claims-required'
  | 'no-mailbox'
  | 'mailbox-not-assigned' // application mode: nobody has said which mailbox is this person's
  | 'mailbox-taken' // application mode: it is somebody else's already
  | 'application-missing'
  | 'application-secret-invalid'
  | 'application-secret-expired'
  | 'application-unknown'
  | 'encryption-key-changed'
  | 'throttled'
  | 'microsoft-unavailable'
  | 'user-blocked' // the person is deactivated or blocked in Strapi
  | 'not-available' // of a resource alone: it does not exist in this Microsoft cloud
  | 'mapping-not-confirmed'; // of a resource alone: somebody has to look at a mapping that is new or has changed
