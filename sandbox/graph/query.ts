/** Query options, found by name in any case; system options with their '$'. */
export class Query {
  private readonly values = new Map<string, string>();

  constructor(search: string) {
    for (const pair of search.replace(/^\?/, '').split('&')) {
      if (pair === '') continue;
      const at = pair.indexOf('=');
      const name = decode(at < 0 ? pair : pair.slice(0, at)).toLowerCase();
      this.values.set(name, at < 0 ? '' : decode(pair.slice(at + 1)));
    }
  }

  get(name: string): string | undefined {
    return this.values.get(name.toLowerCase());
  }

  names(): string[] {
    return [...this.values.keys()];
  }

  entries(): [string, string][] {
    return [...this.values];
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
