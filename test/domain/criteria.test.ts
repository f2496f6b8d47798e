import { describe, expect, it } from 'vitest';
import { vagueness } from '../../src/domain/criteria.ts';

describe('a hint about criteria', () => {
  it.each([
    ['both sides strive for peace', 'strive'],
    ['the ministry supports the families', 'supports'],
    ['die Regierung will die Lage verbessern', 'verbessern'],
    ['things get better', 'no number'],
  ])('asks about “%s”', (text, about) => {
    expect(vagueness(text)).toContain(about);
  });

  it.each([
    '6,000 bodies are received, as both sides say',
    'the list has been published',
    'the delegation arrives in Istanbul',
  ])('has nothing to say about “%s”', (text) => {
    expect(vagueness(text)).toBeNull();
  });
});
