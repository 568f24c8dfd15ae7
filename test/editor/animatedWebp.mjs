// An animated WebP made of frames that the browser has encoded: the container alone, by its specification
// (developers.google.com/speed/webp/docs/riff_container).

/** @typedef {{ image: Buffer, x: number, y: number, width: number, height: number, milliseconds: number }} Frame `image`: a still WebP */

/** Frames lie on what was painted before, at even positions. @param {{ width: number, height: number, frames: readonly Frame[] }} film */
export function animatedWebp({ width, height, frames }) {
  const animation = 0x02;
  const header = Buffer.alloc(10);
  header.writeUInt8(animation, 0);
  header.writeUIntLE(width - 1, 4, 3);
  header.writeUIntLE(height - 1, 7, 3);
  // Opaque white behind it all; it plays for ever.
  const loop = Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0]);
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    chunk('VP8X', header),
    chunk('ANIM', loop),
    ...frames.map((frame) => chunk('ANMF', frameOf(frame))),
  ]);
  return chunk('RIFF', body);
}

/** @param {Frame} frame */
function frameOf({ image, x, y, width, height, milliseconds }) {
  const head = Buffer.alloc(16);
  head.writeUIntLE(x / 2, 0, 3);
  head.writeUIntLE(y / 2, 3, 3);
  head.writeUIntLE(width - 1, 6, 3);
  head.writeUIntLE(height - 1, 9, 3);
  head.writeUIntLE(milliseconds, 12, 3);
  const doNotBlend = 0x02;
  head.writeUInt8(doNotBlend, 15);
  return Buffer.concat([head, ...picturesIn(image)]);
}

/** The chunks of a still WebP that hold its picture. @param {Buffer} image */
function picturesIn(image) {
  const found = [];
  for (let at = 12; at + 8 <= image.length; ) {
    const name = image.toString('latin1', at, at + 4);
    const end = at + 8 + image.readUInt32LE(at + 4);
    const padded = end + (end % 2);
    if (['ALPH', 'VP8 ', 'VP8L'].includes(name)) found.push(image.subarray(at, padded));
    at = padded;
  }
  return found;
}

/** @param {string} name @param {Buffer} content */
function chunk(name, content) {
  const head = Buffer.alloc(8);
  head.write(name, 0, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}
