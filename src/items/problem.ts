/** What is wrong with something that was given, by name; thrown together. */
export interface ItemProblem {
  readonly path: readonly string[];
  readonly message: string;
}

export class InvalidItem extends Error {
  constructor(readonly problems: readonly ItemProblem[]) {
    super(problems[0]?.message ?? 'This cannot be understood.');
  }
}
