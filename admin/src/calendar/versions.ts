/**
 * What the page itself has made of the versions of an entry. What it shows comes a moment later than its own edits, and another edit meanwhile is
 * meant for what they have made.
 */
export function createVersions() {
  const entries = new Map<string, Map<string, string>>();
  return {
    note(entry: string, { before, after }: { before: string | undefined; after: string }): void {
      const next = entries.get(entry) ?? new Map<string, string>();
      entries.set(entry, next);
      next.delete(after);
      if (before !== undefined && before !== after) next.set(before, after);
    },
    now(entry: string, shown: string | null): string | undefined {
      const next = entries.get(entry);
      let version = shown ?? undefined;
      for (let after = version; after !== undefined; after = next?.get(after)) version = after;
      return version;
    },
  };
}
