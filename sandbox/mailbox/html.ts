/** Text and HTML bodies into each other: as much as events need, not a browser. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) =>
    `&#${character.charCodeAt(0)};`.replace('&#38;', '&amp;').replace('&#60;', '&lt;').replace('&#62;', '&gt;'),
  );
}

export function textToHtml(text: string): string {
  if (text === '') return '';
  const lines = text.split(/\r\n|\r|\n/).map(escapeHtml);
  return wrapHtml(`<div>${lines.join('<br>\r\n')}</div>`);
}

/** Exchange gives every HTML body a head of its own. */
export function wrapHtml(html: string): string {
  if (html === '' || /<html[\s>]/i.test(html)) return html;
  return `<html>\r\n<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n</head>\r\n<body>\r\n${html}\r\n</body>\r\n</html>\r\n`;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

export function htmlToText(html: string): string {
  const text = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(head|style|script|title)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?<br\s*\/?> ?/gi, '\n')
    .replace(/<li\b[^>]*>/gi, '\n* ')
    .replace(/<\/?(p|div|tr|table|ul|ol|h[1-6]|blockquote|body|html)\b[^>]*>/gi, '\u0001')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, decodeEntity)
    .replace(/[ \u0001]*\u0001[ \u0001]*/g, '\n')
    .replace(/ +\n/g, '\n');
  return text.replace(/^\s+|\s+$/g, '').replaceAll('\n', '\r\n');
}

function decodeEntity(whole: string, name: string): string {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
