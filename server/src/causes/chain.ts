/** An error with all that it came from, from the outside in: fetch and drivers keep what happened one or two levels deep. */
export function chainOf(error: unknown): Error[] {
  const chain: Error[] = [];
  const open: unknown[] = [error];
  for (let one = open.shift(); one !== undefined && chain.length < 20; one = open.shift()) {
    if (!(one instanceof Error) || chain.includes(one)) continue;
    chain.push(one);
    if (one instanceof AggregateError) open.push(...(one.errors as unknown[]));
    open.push(one.cause);
  }
  return chain;
}

/** The code of an error; of one without, its name. */
export function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code !== '' ? code : error.name;
}
