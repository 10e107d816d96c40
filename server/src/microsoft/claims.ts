/**
 * What Microsoft wants to be proven before it answers, such as a device or a place that a policy demands: JSON, as the sign-in service takes it. Null:
 * the header asks for nothing, or for nothing that can be read.
 */
export function claimsIn(challenge: string | null | undefined): string | null {
  const given = /(?:^|[ ,])claims="?([^",\s]+)"?/.exec(challenge ?? '')?.[1];
  if (given === undefined) return null;
  const text = Buffer.from(given, 'base64').toString('utf8');
  try {
    const claims: unknown = JSON.parse(text);
    return typeof claims === 'object' && claims !== null && text.length <= LONGEST ? text : null;
  } catch {
    return null;
  }
}

/** They travel in an address. */
const LONGEST = 4_000;
