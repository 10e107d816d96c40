/** What people go by: the first category of an event and of an entry. */
export const keyIn = (of: Readonly<Record<string, unknown>>): string =>
  String((of['categories'] as string[] | null | undefined)?.[0] ?? '');
/** Not one of those that are edited on both sides without a thought. */
export const isAside = (key: string): boolean => key !== '' && !key.startsWith('item ');
