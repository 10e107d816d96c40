/** Lines of letters in the one form that counts, whatever pieces they came in. */
import { MARKS, plain, type Run, sameStyle, type Style } from './document';

/** Blanks at the end of a line show nowhere, what is alike is one, and a link needs no line below it to be seen. */
export function runsOf(lines: readonly (readonly Run[])[]): readonly Run[] {
  const trimmed = lines.map(trimmedLine);
  const breaks = breakStyles(trimmed);
  const runs: { text: string; style: Style }[] = [];
  const add = (text: string, style: Style): void => {
    const last = runs.at(-1);
    if (last && sameStyle(last.style, style)) last.text += text;
    else runs.push({ text, style });
  };
  for (const [at, line] of trimmed.entries()) {
    if (at > 0) add('\n', breaks[at] ?? plain);
    for (const { text, style } of line) add(text, style);
  }
  return runs;
}

function trimmedLine(line: readonly Run[]): readonly Run[] {
  const runs = line
    .filter(({ text }) => text !== '')
    .map(({ text, style }) => ({ text, style: style.href !== null && style.underline ? { ...style, underline: false } : style }));
  for (let last = runs.at(-1); last; last = runs.at(-1)) {
    const text = withoutBlankEnd(last.text);
    if (text !== '') {
      last.text = text;
      break;
    }
    runs.pop();
  }
  return runs;
}

function withoutBlankEnd(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === ' ') end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** Of the break before each line: what the letters before and after it have in common. */
function breakStyles(lines: readonly (readonly Run[])[]): readonly Style[] {
  const after: Style[] = [];
  for (let at = lines.length - 1; at >= 0; at -= 1) after[at] = lines[at]?.[0]?.style ?? after[at + 1] ?? plain;
  let before: Style = plain;
  return lines.map((line, at) => {
    const style = common(before, after[at] ?? plain);
    before = line.at(-1)?.style ?? before;
    return style;
  });
}

function common(a: Style, b: Style): Style {
  if (a === b) return a;
  const marks = Object.fromEntries(MARKS.map((mark) => [mark, a[mark] && b[mark]])) as Omit<Style, 'href'>;
  return { ...marks, href: a.href === b.href ? a.href : null };
}
