import { expect, test } from 'vitest';
import { animatedWebp } from '../editor/animatedWebp.mjs';

/** The chunks of a RIFF file: name, and content. */
function chunksOf(file: Buffer, from: number): readonly (readonly [string, Buffer])[] {
  const found: (readonly [string, Buffer])[] = [];
  for (let at = from; at < file.length; ) {
    const size = file.readUInt32LE(at + 4);
    found.push([file.toString('latin1', at, at + 4), file.subarray(at + 8, at + 8 + size)]);
    at += 8 + size + (size % 2);
  }
  return found;
}

/** A still WebP whose picture is `bytes`, with metadata before it. */
function still(bytes: readonly number[]): Buffer {
  const chunk = (name: string, content: readonly number[]) =>
    Buffer.from([...Buffer.from(name), content.length, 0, 0, 0, ...content, ...(content.length % 2 ? [0] : [])]);
  return Buffer.concat([Buffer.from('RIFF????WEBP'), chunk('ICCP', [9, 9, 9]), chunk('VP8 ', bytes)]);
}

test('an animation has the pictures of its frames, each at its place and for its time', () => {
  const frames = [
    { image: still([1, 2, 3]), x: 0, y: 0, width: 300, height: 200, milliseconds: 1200 },
    { image: still([4, 5]), x: 40, y: 6, width: 21, height: 30, milliseconds: 70_000 },
  ];
  const file = animatedWebp({ width: 300, height: 200, frames });
  expect(file.toString('latin1', 0, 4)).toBe('RIFF');
  expect(file.readUInt32LE(4)).toBe(file.length - 8);
  expect(file.toString('latin1', 8, 12)).toBe('WEBP');
  const [canvas, animation, ...shown] = chunksOf(file, 12);
  expect(canvas?.[0]).toBe('VP8X');
  expect([canvas?.[1].readUIntLE(4, 3), canvas?.[1].readUIntLE(7, 3)]).toEqual([299, 199]);
  expect(animation?.[0]).toBe('ANIM');
  const read = shown.map(([name, content]) => [name, ...[0, 3, 6, 9, 12].map((at) => content.readUIntLE(at, 3))]);
  expect(read).toEqual([
    ['ANMF', 0, 0, 299, 199, 1200],
    ['ANMF', 20, 3, 20, 29, 70_000],
  ]);
  const pictures = shown.map(([, content]) => chunksOf(content, 16).map(([name, bytes]) => [name, ...bytes]));
  expect(pictures).toEqual([[['VP8 ', 1, 2, 3]], [['VP8 ', 4, 5]]]);
});
