/** A list that was asked for with what it belongs to may come in pages as well; what stands there is its first one then. */
export const hasMorePages = (raw: Readonly<Record<string, unknown>>, list: string): boolean => {
  const link = raw[`${list}@odata.nextLink`];
  return typeof link === 'string' && link !== '';
};
