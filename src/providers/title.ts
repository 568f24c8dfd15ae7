import { maximumTitleLength } from '../chat/model/questionText.ts';

/** `title` as vendors take it: 1 to 200 code points, well-formed, never cut inside a surrogate pair. */
export function threadTitle(title: string): string {
  const points = [...title.toWellFormed().trim()];
  return points.length === 0 ? '?' : points.slice(0, maximumTitleLength).join('');
}
