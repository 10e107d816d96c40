/** Where it happened, without the message: a database's message can hold the values of a row. */
export const stackOf = (error: unknown): string => {
  const lines = (error instanceof Error ? (error.stack ?? '') : '').split('\n').filter((line) => /^\s+at /.test(line));
  return lines.length === 0 ? '' : `\n${lines.slice(0, 6).join('\n')}`;
};
