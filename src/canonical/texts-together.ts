/** What both texts say: the second below the first, or the one that says it all already. */
export function textsTogether(first: unknown, second: unknown): string {
  const [one, other] = [first, second].map((text) => (typeof text === 'string' ? text.trim() : ''));
  if (!other || one?.includes(other)) return one ?? '';
  if (!one || other.includes(one)) return other;
  return `${one}\n\n${other}`;
}
