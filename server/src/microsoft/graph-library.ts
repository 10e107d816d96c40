import { loadOnce } from '../node/load-once';

/** Microsoft's Graph client, loaded when first needed, so that Strapi's start does not pay for it. */
export const graphLibrary = loadOnce(() => import('@microsoft/microsoft-graph-client'));
/** Brings a reader of HTML along. */
export const bodyLibrary = loadOnce(() => import('./plain-bodies'));
