import { describe, expect, it } from 'vitest';
import { because, inWords, type ReasonCode, reasonOf, reasons, told } from './reasons';

describe('a reason', () => {
  it('is kept as its code, and with what its text names', () => {
    expect(because('linked', {})).toBe('linked');
    const kept = because('moved-in-microsoft', { from: 'A {to} "B"', to: 'Läufe\n2' });
    expect(reasonOf(kept)).toEqual({ code: 'moved-in-microsoft', values: { from: 'A {to} "B"', to: 'Läufe\n2' } });
    expect(inWords(kept)).toBe('moved in Microsoft from “A {to} "B"” to “Läufe\n2”');
  });

  it('may stand within another one; nothing else that it names is taken for one', () => {
    const kept = because('date-of-series', { why: because('moved-in-microsoft', { from: 'A', to: 'B' }), series: 'linked' });
    expect(inWords(kept)).toBe('moved in Microsoft from “A” to “B”; a date of the series “linked”');
    expect(told(kept).reason?.values['why']).toEqual({ code: 'moved-in-microsoft', values: { from: 'A', to: 'B' } });
  });

  it('counts people and lists fields', () => {
    const words = (count: number) => inWords(because('would-mail-update', { fields: ['start', 'end'], count }));
    expect(words(1)).toBe('Writing start, end makes Microsoft send an update to 1 person. Approve it to go on.');
    expect(words(2)).toContain('to 2 people');
  });

  it.each(['Microsoft says no.', '', 'nothing of ours', 'linked {"a":', 'toString', 'changed in Strapi'])(
    'is not %j, which stays as it is',
    (text) => expect(told(text)).toEqual({ words: text, reason: null }),
  );

  it('says in words what its code is about', () => {
    for (const code of Object.keys(reasons) as ReasonCode[]) expect(inWords(code)).not.toMatch(/^[a-z-]+$/);
  });
});
