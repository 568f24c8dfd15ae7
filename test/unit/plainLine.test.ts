import { expect, it } from 'vitest';
import { plainLine } from '../../src/chat/text/inlineMarkdown.ts';

it.each([
  ['**§ 622 Abs. 3 BGB**: _zwei_ Wochen', '§ 622 Abs. 3 BGB: zwei Wochen'],
  ['### 4.2 `user_id` und snake_case_name', '4.2 user_id und snake_case_name'],
  ['> > - Punkt mit [Link](https://a.example/x_y "Titel")', '• Punkt mit Link'],
  ['- [x] erledigt', '☑ erledigt'],
  ['* [ ] offen', '☐ offen'],
  ['| Frist | **4 Wochen** |', 'Frist · 4 Wochen'],
  ['|---|:--:|', ''],
  ['---', ''],
  ['```ts', ''],
  ['2 * 3 * 4 = 24, a_b und c_d', '2 * 3 * 4 = 24, a_b und c_d'],
  ['\\*kein Stern\\*', '*kein Stern*'],
  ['![Bild](https://a.example/b.png)', 'Bild'],
  ['1. erstens', '1. erstens'],
  ['  Text  ', 'Text'],
])('reads “%s” as “%s”', (markdown, plain) => {
  expect(plainLine(markdown)).toBe(plain);
});

it.each([
  ['*a* und *b*', 'a und b'],
  ['**a *b* c** und __d__', 'a b c und d'],
  ['**offen und *zu*', '**offen und zu'],
  ['`a` und ``b ` c``', 'a und b ` c'],
  ['`offen'],
  ['[a](b) [c](d "e") [offen', 'a c [offen'],
  ['a  |  b|c |', 'a · b|c'],
])('keeps of “%s” what is no mark', (markdown, plain: string = markdown) => {
  expect(plainLine(markdown)).toBe(plain);
});
