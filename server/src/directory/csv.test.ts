import { expect, it } from 'vitest';
import { csvLine } from './csv';

it.each([
  [['Ada', 3, null], 'Ada,3,\r\n'],
  [['Lovelace, Ada', 'says "yes"'], '"Lovelace, Ada","says ""yes"""\r\n'],
  [['two\nlines'], '"two\nlines"\r\n'],
  [['=1+1', '+49', '-5', '@a', '\tx'], "'=1+1,'+49,'-5,'@a,'\tx\r\n"],
  [['a=b', ''], 'a=b,\r\n'],
  [['=HYPERLINK("x","y")'], `"'=HYPERLINK(""x"",""y"")"\r\n`],
])('%j', (cells, line) => expect(csvLine(cells)).toBe(line));
