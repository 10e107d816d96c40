/** The colours that Outlook gives its categories, dark enough to be seen on white and light enough for black. */
const colours = {
  red: '#c7393c',
  orange: '#c75a00',
  yellow: '#8f7400',
  green: '#2e8540',
  teal: '#1a8a84',
  blue: '#2f70c0',
  purple: '#7a4fb5',
  grey: '#6b7280',
} as const;
type OutlookColour = keyof typeof colours;

/** Names that Outlook's six categories have in a new mailbox, in the languages of these pages; their colour is in the name. */
const words: readonly (readonly [RegExp, OutlookColour])[] = [
  [/\b(red|rot\p{L}*)\b/iu, 'red'],
  [/\b(orange\p{L}*)\b/iu, 'orange'],
  [/\b(yellow|gelb\p{L}*)\b/iu, 'yellow'],
  [/\b(green|grün\p{L}*)(?!\p{L})/iu, 'green'],
  [/\b(teal|türkis\p{L}*)/iu, 'teal'],
  [/\b(blue|blau\p{L}*)\b/iu, 'blue'],
  [/\b(purple|violett\p{L}*|lila)\b/iu, 'purple'],
];

/** Which colour people know a category by; one of their own is grey, for only the mailbox knows more. */
export const colourOf = (category: string): string => colours[words.find(([word]) => word.test(category))?.[1] ?? 'grey'];
