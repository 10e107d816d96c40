import type { SecretBox } from './secret-box';

/** A sealed text, whose it is, and how it is put in the place of the former one, which happens only where that is still there. */
export interface Sealed {
  readonly text: string;
  readonly context: string;
  replace(text: string): Promise<unknown>;
}

/** Seals with the current key what an older one has sealed, so that the older one can be taken away. What no key opens stays as it is. */
export async function sealAnew(secrets: SecretBox, all: readonly Sealed[]): Promise<void> {
  for (const { text, context, replace } of all)
    if (secrets.knowsKeyOf(text) && !secrets.isCurrent(text)) await replace(secrets.seal(secrets.open(text, context), context));
}
