/** The name of an exception for good: the form of Graph's own `cancelledOccurrences` (graph-facts §1.3). */
export function partId(series: string, date: string): string {
  return `OID.${series}.${date}`;
}
