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

it.each([
  ['Anna;=HYPERLINK("https://elsewhere.example")', `"Anna;'=HYPERLINK(""https://elsewhere.example"")"`],
  ['Anna\t=1+1', "Anna\t'=1+1"],
  ['Anna; =1+1', "Anna;' =1+1"],
  ['Anna;"=1+1"', `"Anna;'""=1+1"""`],
  ['Anna\n@SUM(A1)', `"Anna\n'@SUM(A1)"`],
  ['\n=1+1', `"'\n'=1+1"`],
  ['＝1+1', "'＝1+1"],
  ['Anna; Ben', 'Anna; Ben'],
  ['a-b=c+d', 'a-b=c+d'],
])('let nothing begin a formula, wherever a spreadsheet begins a cell: %j', (cell, line) => {
  expect(csvLine([cell])).toBe(`${line}\r\n`);
});
