import { describe, expect, test } from 'vitest';

import { createSecretBox } from './secret-box';

const failing = (code: string) => expect.objectContaining({ code });

describe('the secret box', () => {
  test('gives back what it sealed, never shows it, and never seals twice alike', () => {
    const box = createSecretBox(['key']);
    const sealed = box.seal('Grüße', 'x');
    expect(box.open(sealed, 'x')).toBe('Grüße');
    expect(sealed).not.toContain('Grüße');
    expect(box.seal('Grüße', 'x')).not.toBe(sealed);
    expect(box.open(box.seal('', 'x'), 'x')).toBe('');
  });

  test('opens with older keys, and seals with the current one', () => {
    const old = createSecretBox(['old']).seal('text', 'x');
    const box = createSecretBox(['new', 'old']);
    expect(box.open(old, 'x')).toBe('text');
    expect(createSecretBox(['old']).knowsKeyOf(box.seal('text', 'x'))).toBe(false);
  });

  test('tells another key, another context and damage from success', () => {
    const box = createSecretBox(['key']);
    const sealed = box.seal('text', 'account:ada');
    const damaged = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA');
    expect(() => box.open(sealed, 'account:bob')).toThrow(failing('encryption-key-changed'));
    expect(() => createSecretBox(['other']).open(sealed, 'account:ada')).toThrow(failing('encryption-key-changed'));
    for (const text of [damaged, '', 'v1:a:b:c', sealed.split('.').slice(0, 4).join('.')]) {
      expect(() => box.open(text, 'account:ada')).toThrow(failing('encryption-key-changed'));
    }
  });

  test('says without a key how to set one', () => {
    const box = createSecretBox([]);
    expect(box.hasKey()).toBe(false);
    expect(() => box.seal('text', 'x')).toThrow(failing('encryption-key-missing'));
    expect(() => box.open('ms1.a.b.c.d', 'x')).toThrow(/ENCRYPTION_KEY.*encryptionKeys.*restart/s);
  });
});
