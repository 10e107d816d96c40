import { storable } from '../text';

/** Longer ones are no addresses that anybody has written, and each part of a link would carry it. */
const LONGEST = 8_000;
/** As browsers read an address: blanks around it count for nothing, and tabs and line ends within it neither. */
const LAST_BLANK = 0x20;
const within = /[\t\r\n]/g;
/** What no address holds as it is, and what would end it where it is written down. */
const unwritten = /[\u0000-\u0020"<>`\\^{|}\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]/g;

/** The address of a link as all sides may hold it; null for one that leads elsewhere than to a page or an e-mail address. */
export function safeHref(address: string): string | null {
  if (address.length > LONGEST) return null;
  const href = storable(withoutOuterBlanks(address).replace(within, '')).replace(unwritten, encodeURIComponent);
  if (!/^(?:https?:\/\/[^/?#]|mailto:[^?]*[^?\s])/i.test(href) || href.length > LONGEST) return null;
  return URL.canParse(href) ? href.replace(/^[a-z]+/i, (scheme) => scheme.toLowerCase()) : null;
}

/** By index: an expression for blanks up to the end looks through those in the middle once from each of them. */
function withoutOuterBlanks(address: string): string {
  let from = 0;
  let to = address.length;
  while (from < to && address.charCodeAt(from) <= LAST_BLANK) from += 1;
  while (from < to && address.charCodeAt(to - 1) <= LAST_BLANK) to -= 1;
  return address.slice(from, to);
}
