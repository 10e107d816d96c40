/**
 * A line of a CSV (RFC 4180). What a spreadsheet would take for a formula begins with an apostrophe, so that it stays a text; also where a cell begins
 * for one that splits at other signs, as Excel does at semicolons in much of Europe, whatever quotes say.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const apart = cell.replace(/[;\t\r\n|](?=["' ]*[=+\-@\t\r\n＝＋－＠])/g, "$&'");
  const text = /^["' ]*[=+\-@\t\r\n＝＋－＠]/.test(apart) ? `'${apart}` : apart;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
