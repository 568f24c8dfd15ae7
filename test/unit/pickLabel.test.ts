import { expect, test } from 'vitest';
import { pickLabel } from '../../src/host/pickLabel.ts';

test.each([
  ['Kündigung', 'Kündigung'],
  ['$(zap) fast', '\\$(zap) fast'],
  ['exe\u202egpj', 'exe[U+202E]gpj'],
])('%j is listed as %j', (text, shown) => {
  expect(pickLabel(text)).toBe(shown);
});
