import type { Clock } from '../clock.js';
import type { Directory } from './directory.js';
import type { Grants } from './grants.js';
import type { SigningKey } from './jwt.js';

/** What all sign-in requests share. */
export interface SignInService {
  /** Root of the service, without a tenant. */
  root(): string;
  readonly directory: Directory;
  readonly grants: Grants;
  readonly key: SigningKey;
  readonly clock: Clock;
  accessTokenSeconds: number;
  refreshTokenSeconds: number;
  isRefreshRotationStrict: boolean;
  userConsent: 'all' | 'managed';
}

/** Roots that may precede a permission: Microsoft's own names for Graph, and the sandbox's. */
export function graphResources(service: SignInService): string[] {
  return [
    'https://graph.microsoft.com',
    'https://graph.microsoft.us',
    'https://microsoftgraph.chinacloudapi.cn',
    '00000003-0000-0000-c000-000000000000',
    service.root(),
  ];
}
