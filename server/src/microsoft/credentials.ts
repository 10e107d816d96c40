/** What is needed to act as an Azure application. Holds secrets in the clear: never log, never return to a caller of the plugin. */
export interface ApplicationCredentials {
  clientId: string;
  tenantId: string;
  mode: 'delegated' | 'application';
  credential: { kind: 'secret'; clientSecret: string } | { kind: 'certificate'; privateKey: string; thumbprintSha256: string };
}
