const KEY = 'microsoft-sync.tests.handed-over';

/** JavaScript by which a module of the application has this very value, as long as it is loaded in this process. */
export function handedOver(value: unknown): string {
  const known = globalThis as unknown as Record<symbol, unknown[] | undefined>;
  const values = (known[Symbol.for(KEY)] ??= []);
  return `globalThis[Symbol.for('${KEY}')][${values.push(value) - 1}]`;
}
