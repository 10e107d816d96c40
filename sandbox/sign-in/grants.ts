import { randomBytes } from 'node:crypto';

/** What the sign-in service remembers. */
export interface PendingSignIn {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly tenant: string;
  readonly scope: string;
  readonly state?: string;
  readonly nonce?: string;
  readonly prompt?: string;
  readonly loginHint?: string;
  readonly codeChallenge?: string;
  /** Set when the person was chosen. */
  personId?: string;
  /** Set when only an administrator could consent. */
  isBlocked?: boolean;
}

export interface IssuedCode {
  readonly request: PendingSignIn;
  readonly personId: string;
  readonly issuedAt: number;
  isUsed: boolean;
}

export interface IssuedRefreshToken {
  readonly personId: string;
  readonly clientId: string;
  /** Names of the permissions it stands for. */
  readonly scopes: readonly string[];
  readonly issuedAt: number;
  isRevoked: boolean;
}

export class Grants {
  readonly pending = new Map<string, PendingSignIn>();
  readonly codes = new Map<string, IssuedCode>();
  readonly refreshTokens = new Map<string, IssuedRefreshToken>();
  /** Permissions a person has consented to, by person and application; an administrator for everybody, by `*`. */
  readonly consents = new Map<string, Set<string>>();

  consented(personId: string, clientId: string): ReadonlySet<string> {
    const everybodys = this.consents.get(`* ${clientId}`);
    const own = this.consents.get(`${personId} ${clientId}`) ?? new Set<string>();
    return everybodys === undefined ? own : new Set([...everybodys, ...own]);
  }

  consent(personId: string, clientId: string, scopes: readonly string[]): void {
    this.consents.set(`${personId} ${clientId}`, new Set([...this.consented(personId, clientId), ...scopes]));
  }

  consentForAll(clientId: string, scopes: readonly string[]): void {
    this.consents.set(`* ${clientId}`, new Set([...(this.consents.get(`* ${clientId}`) ?? []), ...scopes]));
  }

  withdrawConsent(personId: string, clientId?: string): void {
    for (const key of [...this.consents.keys()]) {
      const [person, client] = key.split(' ');
      if (person === personId && (clientId === undefined || client === clientId)) this.consents.delete(key);
    }
  }

  /** As after a changed password or 'sign out everywhere'. */
  revoke(personId: string): void {
    for (const token of this.refreshTokens.values()) if (token.personId === personId) token.isRevoked = true;
  }
}

export function randomToken(prefix: string, bytes = 48): string {
  return `${prefix}${randomBytes(bytes).toString('base64url')}`;
}
