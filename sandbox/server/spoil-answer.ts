import type { PartAnswer } from '../graph/batch.js';
import type { Fault, PageFault } from './fault.js';

interface Page {
  readonly value: readonly unknown[];
}

/** Spoils the real answer. `before` is the page that was answered last at the same address. */
export function spoilAnswer({ malformed, page, longer }: Fault, answer: PartAnswer, link: string, before: Page | undefined): PartAnswer {
  const reordered = page && isPage(answer.body) ? { ...answer, body: spoilPage(page, answer.body, link, before) } : answer;
  const spoiled = longer && isPage(reordered.body) ? { ...reordered, body: lengthen(reordered.body, longer) } : reordered;
  switch (malformed) {
    case undefined:
      return spoiled;
    case 'cut': {
      const text = JSON.stringify(spoiled.body ?? {});
      return { ...spoiled, body: text.slice(0, Math.ceil(text.length / 2)) };
    }
    case 'html':
      return {
        ...spoiled,
        headers: { ...spoiled.headers, 'content-type': 'text/html' },
        body: '<!doctype html><title>Proxy</title><p>Please sign in to the network.',
      };
    case 'empty':
      return { status: spoiled.status, headers: spoiled.headers };
    case 'otherShape':
      return { ...spoiled, body: { value: 'nothing that belongs here' } };
  }
}

export function isPage(body: unknown): body is Page {
  return typeof body === 'object' && body !== null && Array.isArray((body as Partial<Page>).value);
}

const lengthen = (page: Page, by: number): Page => ({
  ...page,
  value: page.value.map((item) => ({ ...(item as object), bodyPreview: 'x'.repeat(by) })),
});

function spoilPage(fault: PageFault, page: Page, link: string, before: Page | undefined): object {
  switch (fault) {
    case 'reordered':
      return { ...page, value: [...page.value].reverse() };
    case 'doubled':
      return { ...page, value: page.value.flatMap((item) => [item, item]) };
    case 'replayed':
      return { ...page, value: [...page.value, ...(before?.value ?? [])] };
    case 'again': {
      const { '@odata.deltaLink': _deltaLink, ...rest } = page as Page & { readonly '@odata.deltaLink'?: unknown };
      return { ...rest, '@odata.nextLink': link };
    }
  }
}
