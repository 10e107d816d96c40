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

/** By Graph's names, `preset0` and on: as Outlook shows them, the pale ones darker, so that they are seen on white as well. */
const presets = [
  colours.red,
  colours.orange,
  '#8a5a3c',
  colours.yellow,
  colours.green,
  colours.teal,
  '#6b7a2a',
  colours.blue,
  colours.purple,
  '#b23a6f',
  '#5f7a8c',
  '#4a6072',
  '#7d7d7d',
  '#5c5c5c',
  '#4d4d4d',
  '#a4262c',
  '#ca5010',
  '#8e562e',
  '#986f0b',
  '#0b6a0b',
  '#038387',
  '#5a6b1e',
  '#0f5fa8',
  '#6b3fa0',
  '#9b2d5c',
] as const;

/** Of the mailbox's own list; null: it gives none. */
export const colourOfPreset = (preset: string | null): string | null => presets[Number(/^preset(\d+)$/.exec(preset ?? '')?.[1])] ?? null;

/** Which colour people know a category by; one of their own is grey where its mailbox has not been asked. */
export const colourOf = (category: string): string => colours[words.find(([word]) => word.test(category))?.[1] ?? 'grey'];
