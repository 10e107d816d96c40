/** What is used of the library, which comes without types. */
declare module 'markdown-it' {
  interface Options {
    readonly html: boolean;
    readonly breaks: boolean;
    readonly linkify: boolean;
    readonly typographer: boolean;
  }
  interface Token {
    attrGet(name: string): string | null;
  }
  /** Handed to the rules by `render`. */
  interface Environment {
    room: number;
  }
  type Rule = (tokens: readonly Token[], at: number, options: Options, env: Environment) => string;

  export default class MarkdownIt {
    constructor(options: Options);
    normalizeLink: (address: string) => string;
    normalizeLinkText: (address: string) => string;
    validateLink: (address: string) => boolean;
    readonly renderer: { readonly rules: Record<string, Rule> };
    readonly utils: { escapeHtml(text: string): string };
    render(markdown: string, env: Environment): string;
  }
}
