const IMMUTABLE_IDS = 'IdType="ImmutableId"';

/** Every request asks for ids that survive a move (graph-facts §1.6); several preferences go into one header, separated by commas. */
export function withPreferences(headers: Record<string, string> = {}): Record<string, string> {
  const preferences = [IMMUTABLE_IDS];
  const others: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.toLowerCase() !== 'prefer') others[name] = value;
    else if (!/idtype/i.test(value)) preferences.push(value);
    else
      preferences.push(
        ...value
          .split(',')
          .map((part) => part.trim())
          .filter((part) => !/^idtype/i.test(part)),
      );
  }
  return { ...others, Prefer: preferences.join(', ') };
}
