type Row = Readonly<Record<string, unknown>>;

/** What stands at 'place.name'. */
export function valueAt(entry: Row, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Row | null | undefined)?.[name], entry);
}

/**
 * Data for the Document Service from values by path. Components that stand in the entry are named by their ids at every level: without them Strapi
 * makes new ones, and what else they held is lost.
 */
export function dataFromPaths(values: Row, current: Row | null): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(values)) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let target = data;
    let standing = current;
    for (const name of names) {
      standing = (standing?.[name] as Row | null | undefined) ?? null;
      const part = (target[name] ?? (standing?.['id'] === undefined ? {} : { id: standing['id'] })) as Record<string, unknown>;
      target[name] = part;
      target = part;
    }
    target[last] = value;
  }
  return data;
}
