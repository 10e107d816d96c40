/** Datetimes come as texts, and as dates once somebody has chosen one. */
export const instantOf = (value: unknown): string | null => {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) return null;
  return new Date(value).toISOString();
};
