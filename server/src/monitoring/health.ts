/** Whether this process does its part; asked by probes, which know nobody and are told nothing about anybody. */
export interface Health {
  readonly status: 'ok' | 'behind' | 'failing';
  /** This process runs what is due, and has looked for it lately. */
  readonly isWorking: boolean | null;
  /** How long what waits longest is overdue; null: the database does not answer. */
  readonly overdueSeconds: number | null;
}

export interface HealthDeps {
  readonly overdueSeconds: () => Promise<number>;
  /** Milliseconds since this process last looked for due work; null: it is not to, by its configuration. */
  readonly sinceTickMs: () => number | null;
  /** A monotonous clock. */
  readonly now: () => number;
}

/** Work has its turn within a minute even where much is due; whatever waits longer is worth a look. */
const BEHIND_SECONDS = 600;
const TICKS_WITHIN_MS = 60_000;
/** Whoever asks more often gets the same answer, and costs nothing. */
const KEPT_MS = 5_000;

export function createHealth({ overdueSeconds, sinceTickMs, now }: HealthDeps): () => Promise<Health> {
  let kept: { readonly at: number; readonly health: Promise<Health> } | null = null;
  const look = async (): Promise<Health> => {
    const since = sinceTickMs();
    const isWorking = since === null ? null : since <= TICKS_WITHIN_MS;
    const overdue = await overdueSeconds().catch(() => null);
    const status = overdue === null || isWorking === false ? 'failing' : overdue > BEHIND_SECONDS ? 'behind' : 'ok';
    return { status, isWorking, overdueSeconds: overdue };
  };
  return () => {
    if (kept === null || now() - kept.at >= KEPT_MS) kept = { at: now(), health: look() };
    return kept.health;
  };
}
