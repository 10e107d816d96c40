import type { ItemBody } from './event.js';
import { textToHtml } from './html.js';

/** The link of an online meeting stands in the body too: who overwrites the body loses the meeting (graph-facts §1.8). */
export function joinUrl(key: string): string {
  return `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${key}%40thread.v2/0`;
}

export function addJoinInformation(body: ItemBody, key: string): ItemBody {
  if (hasJoinInformation(body, key)) return body;
  const html = body.contentType === 'html' ? body.content : textToHtml(body.content);
  const information = `<div class="me-email-text"><a href="${joinUrl(key)}">Join the meeting now</a></div>`;
  const content = html.includes('</body>') ? html.replace('</body>', `${information}\r\n</body>`) : `${html}${information}`;
  return { contentType: 'html', content };
}

export function hasJoinInformation(body: ItemBody, key: string): boolean {
  return body.content.includes(joinUrl(key));
}
