import { chainOf, codeOf } from './chain';

/** Why a request to Microsoft got no answer. */
export type NetworkCause =
  | 'certificate-untrusted'
  | 'name-not-resolved'
  | 'connection-refused'
  | 'unreachable'
  | 'not-in-time'
  | 'not-tls'
  | 'proxy'
  | 'connection-lost';

const codes: readonly (readonly [RegExp, NetworkCause])[] = [
  [
    /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|VERIFY_LEAF_SIGNATURE)|CERT_\w+|ERR_TLS_CERT_\w+|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)$/,
    'certificate-untrusted',
  ],
  [/^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL)$/, 'name-not-resolved'],
  [/^ECONNREFUSED$/, 'connection-refused'],
  [/^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM)$/, 'unreachable'],
  [/^(ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|TimeoutError)$/, 'not-in-time'],
  [/^(EPROTO|ERR_SSL_\w+)$/, 'not-tls'],
  [/^UND_ERR_PRX_\w+$/, 'proxy'],
];

const sentences: Record<NetworkCause, (host: string, code: string) => string> = {
  'certificate-untrusted': (host, code) =>
    `The certificate with which ${host} answers is not trusted here (${code}): often a proxy that opens connections puts its own in the place of Microsoft's. ` +
    'Give Node that proxy’s root certificate with NODE_EXTRA_CA_CERTS, or have the proxy let this address through.',
  'name-not-resolved': (host, code) => `The name ${host} cannot be resolved (${code}). The server's DNS settings have to be looked at.`,
  'connection-refused': (host, code) =>
    `The connection to ${host} is refused (${code}): a firewall, or a proxy that the server should go through.`,
  unreachable: (host, code) => `There is no way from this server to ${host} (${code}). Network and firewall have to be looked at.`,
  'not-in-time': (host) => `${host} did not answer in time.`,
  'not-tls': (host, code) =>
    `What answers at ${host} does not speak TLS as Microsoft does (${code}): often a proxy or firewall stands between.`,
  proxy: (host, code) => `The proxy did not let the request to ${host} through (${code}).`,
  'connection-lost': (host) => `The connection to ${host} was lost.`,
};

export function networkCause(error: unknown, url: string): { readonly cause: NetworkCause; readonly message: string } {
  for (const one of chainOf(error)) {
    const code = codeOf(one);
    const cause = codes.find(([pattern]) => pattern.test(code))?.[1];
    if (cause) return { cause, message: sentences[cause](hostOf(url), code) };
  }
  return { cause: 'connection-lost', message: sentences['connection-lost'](hostOf(url), '') };
}

/** Of these nothing gets better by itself. */
export const isForOperator = (cause: string): boolean =>
  ['certificate-untrusted', 'name-not-resolved', 'connection-refused', 'unreachable', 'not-tls', 'proxy'].includes(cause);

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'Microsoft');
