/** For whoever stands between engine and Graph: the parts of a `$batch`, or the one request, as they go out and as they come back. */
interface Part {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}
interface PartAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
interface Between {
  readonly out?: (part: Part) => Part;
  readonly back?: (answer: PartAnswer, part: Part) => PartAnswer;
}

export function between(
  fetch: typeof globalThis.fetch,
  { out = (part) => part, back = (answer) => answer }: Between,
): typeof globalThis.fetch {
  return async (input, init) => {
    const url = String(input);
    if (!url.endsWith('/$batch')) {
      const part: Part = { id: '', method: init?.method ?? 'GET', url };
      const answer = await fetch(input, init);
      const text = await answer.text();
      const spoiled = back({ id: '', status: answer.status, body: parsed(text) }, part);
      const body = parsed(text) === null ? text : JSON.stringify(spoiled.body);
      return new Response(answer.status === 204 ? null : body, { status: spoiled.status, headers: answer.headers });
    }
    const { requests } = JSON.parse(String(init?.body)) as { requests: Part[] };
    const answer = await fetch(input, { ...init, body: JSON.stringify({ requests: requests.map(out) }) });
    const text = await answer.text();
    const body = parsed(text) as { responses?: PartAnswer[] } | null;
    if (!Array.isArray(body?.responses)) return new Response(text, { status: answer.status, headers: answer.headers });
    const responses = body.responses.map((one) => {
      const part = requests.find(({ id }) => id === one.id);
      return part ? back(one, part) : one;
    });
    return new Response(JSON.stringify({ ...body, responses }), { status: answer.status, headers: answer.headers });
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
