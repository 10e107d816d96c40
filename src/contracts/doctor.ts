/** What *Check Connection* says of an Azure application alone, a step each, whether or not somebody is connected. */
export interface ApplicationVerdict {
  step:
    | 'application' // it is entered here as a whole
    | 'service' // Microsoft's sign-in service is reached, and knows the tenant
    | 'credential' // the secret or certificate is accepted
    | 'expiry' // and for how long
    | 'redirect-uri' // sign-ins may lead back to this Strapi
    | 'consent' // everything that is switched on is permitted
    | 'resources'; // what is switched on exists in this Microsoft cloud
  ok: boolean | null; // null: not needed here, or not known
  code?: string; // 'not-known', 'not-looked-at', or what is wrong
  message: string; // what is so, and what to do
  link?: string; // where an administrator of the tenant consents for everybody
}
