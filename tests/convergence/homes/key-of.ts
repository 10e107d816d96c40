/** Every title begins with the key of its item, which nobody edits. */
export function keyOf(values: Readonly<Record<string, unknown>> | null): string | undefined {
  const title = values?.['subject'] ?? values?.['title'];
  return typeof title === 'string' && title.includes(': ') ? title.slice(0, title.indexOf(': ')) : undefined;
}
