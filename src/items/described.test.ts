import { describe, expect, it } from 'vitest';
import { RESOURCES } from '../contracts';
import { describedData, describedItem } from './described';
import { itemFields } from './fields';

const namesIn = (described: Readonly<Record<string, unknown>>) => Object.keys(described['properties'] as object);

describe.each(RESOURCES)('what is described of %s', (resource) => {
  const fields = itemFields(resource);

  it('is every field', () => {
    expect(namesIn(describedItem(resource))).toEqual(expect.arrayContaining([...fields.keys()]));
  });

  it('is written where people write it, and nowhere else', () => {
    const written = [...fields].filter(([, { isWritten }]) => isWritten).map(([name]) => name);
    expect(namesIn(describedData(resource)).sort()).toEqual(written.sort());
  });
});
