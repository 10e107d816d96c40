/** What the admin pages and the server say to each other. Paths are below `/microsoft-sync` of Strapi's admin API. */
import type {
  AccountStatus,
  ApplicationPatch,
  ApplicationReading,
  CheckVerdict,
  Resource,
  RunReport,
  SettingsPatch,
  SettingsReading,
  SyncStatusRow,
} from './index';

/** GET and PUT `/settings/system` */
export interface SystemSettings {
  fields: SettingsReading;
  integrations: { [R in Resource]: boolean };
}
export interface SystemSettingsPatch {
  fields?: SettingsPatch;
  integrations?: { [R in Resource]?: boolean };
}

/** GET and PUT `/application` */
export type { ApplicationPatch, ApplicationReading };

/** GET `/me`: all that the page *My Microsoft 365* shows. */
export interface Me {
  account: AccountStatus;
  application: { isConfigured: boolean; mode: ApplicationReading['mode'] };
  sync: SyncStatusRow[];
  lastRuns: RunReport[]; // newest first
}

/** POST `/me/connect` begins, POST `/me/connect/finish` ends a sign-in (both answer to the same person). */
export interface ConnectBegun {
  url: string;
}
export interface ConnectFinish {
  code: string;
  state: string;
}
/** POST `/me/connect/failed`: Microsoft sent the person back with an error instead of a code; the answer says what to do. */
export interface ConnectFailed {
  state: string;
  error: string;
  errorDescription?: string;
}
/** POST `/me/check` answers `CheckVerdict[]`; POST `/me/disconnect` and `/me/connect/finish` answer `AccountStatus`. */
export interface Disconnect {
  items?: 'keep' | 'remove-imported' | 'remove-exported';
}
/** POST `/me/sync` answers `{ runs }`. */
export interface SyncNow {
  resource?: Resource;
  full?: boolean;
}
export type { AccountStatus, CheckVerdict, RunReport, SyncStatusRow };

/**
 * What the page behind `GET /api/microsoft-sync/oauth/callback` posts on the BroadcastChannel of this name to the page that began,
 * which answers `{ received: state }`; without an answer the callback page goes to My Microsoft 365 with the same fields in the
 * fragment (`#code=…&state=…`, or `#error=…&state=…`).
 */
export const SIGN_IN_CHANNEL = 'microsoft-sync.sign-in';
export interface SignInMessage {
  state: string;
  code?: string;
  error?: string;
  errorDescription?: string;
}

/** Every answer is `{ data }`; every failure is Strapi's error body with `error.details.code`. */
export interface Answer<T> {
  data: T;
}
