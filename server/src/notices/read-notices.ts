/** What Microsoft says in one notice; ids and kinds only, for what has changed is asked for. */
export interface Notice {
  readonly name: string;
  readonly subscriptionId: string;
  readonly kind: 'change' | 'reauthorizationRequired' | 'subscriptionRemoved' | 'missed';
}

/** No delivery of Microsoft's was seen to hold more. */
const MOST_IN_ONE = 1_000;

/** Those of a delivery that are ours, by what `nameIn` says of their `clientState`; whatever else it holds is nobody's. */
export function readNotices(body: unknown, nameIn: (clientState: unknown) => string | null): Notice[] {
  const { value } = (body ?? {}) as { value?: unknown };
  if (!Array.isArray(value)) return [];
  return value.slice(0, MOST_IN_ONE).flatMap((one: unknown): Notice[] => {
    if (typeof one !== 'object' || one === null) return [];
    const { clientState, subscriptionId, lifecycleEvent } = one as Record<string, unknown>;
    const name = nameIn(clientState);
    if (name === null || typeof subscriptionId !== 'string') return [];
    const kind = kindOf(lifecycleEvent);
    return kind === null ? [] : [{ name, subscriptionId: subscriptionId.slice(0, 128), kind }];
  });
}

/** How many there are, whoever's. */
export function noticesIn(body: unknown): number {
  const { value } = (body ?? {}) as { value?: unknown };
  return Array.isArray(value) ? Math.min(value.length, MOST_IN_ONE) : 0;
}

function kindOf(lifecycleEvent: unknown): Notice['kind'] | null {
  switch (lifecycleEvent) {
    case undefined:
    case null:
      return 'change';
    case 'reauthorizationRequired':
    case 'subscriptionRemoved':
    case 'missed':
      return lifecycleEvent;
    default:
      return null; // what it may mean one day
  }
}
