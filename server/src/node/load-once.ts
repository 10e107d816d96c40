/** A module that is loaded at its first use, and asked for by name no more after that: Node resolves the name of each `import()` anew. */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => (loading ??= load());
}
