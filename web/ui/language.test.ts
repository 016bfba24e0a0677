import { afterEach, describe, expect, it } from 'vitest';
import { catalogue, locale, speak } from './language.ts';

const t = catalogue('test', {
  proceeds: 'Proceeds {when} unless blocked',
  waits: { one: '{n} thing waits for {name}', other: '{n} things wait for {name}' },
  plain: 'Nothing waits',
});

describe('a sentence', () => {
  afterEach(() => speak('en', {}));

  it('takes its names', () => {
    expect(t('proceeds', { when: 'Thursday 14:20' })).toBe('Proceeds Thursday 14:20 unless blocked');
    expect(t('plain')).toBe('Nothing waits');
  });

  it('counts', () => {
    expect(t('waits', { n: 1, name: 'Ines' })).toBe('1 thing waits for Ines');
    expect(t('waits', { n: 0, name: 'Ines' })).toBe('0 things wait for Ines');
  });

  it('is said in another language, and in English where that one has none', () => {
    speak('de', { test: { proceeds: 'Geht {when} weiter, wenn niemand widerspricht' } });
    expect(t('proceeds', { when: 'Donnerstag' })).toBe('Geht Donnerstag weiter, wenn niemand widerspricht');
    expect(t('plain')).toBe('Nothing waits');
    expect(locale()).toBe('de');
  });

  it('keeps a text that looks like a name as it is', () =>
    expect(t('proceeds', { when: '{n}' })).toBe('Proceeds {n} unless blocked'));
});
