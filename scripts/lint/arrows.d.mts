export const rooms: readonly { readonly room: string; readonly files: readonly string[]; readonly knows: readonly string[] | 'all' }[];
export const exceptions: readonly {
  readonly file: string;
  readonly room: string;
  readonly knows: readonly string[];
  readonly why: string;
}[];
