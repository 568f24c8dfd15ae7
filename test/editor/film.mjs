// Films a page as a person sees it: frames with a mouse pointer, of which each holds only what has changed.
import { animatedWebp } from './animatedWebp.mjs';

/** @typedef {{ x: number, y: number }} Point */
/** @typedef {Awaited<ReturnType<typeof startFilm>>} Film */

/**
 * @param {import('playwright-core').Page} page
 * @param {{ quality?: number }} [options]
 */
export async function startFilm(page, { quality = 0.6 } = {}) {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const studio = await page.context().newPage();
  await page.bringToFront();
  /** @type {import('./animatedWebp.mjs').Frame[]} */
  const frames = [];
  /** @type {Point} */
  let pointer = { x: width / 2, y: height / 2 };
  let shot = '';

  /** @param {number} milliseconds how long it stays */
  const paint = async (milliseconds) => {
    const made = await studio.evaluate(encode, { shot, pointer, width, height, quality });
    const last = frames.at(-1);
    if (made) frames.push({ ...made, image: Buffer.from(made.image, 'base64'), milliseconds });
    else if (last) last.milliseconds += milliseconds;
  };
  /** @param {number} milliseconds how long it stays */
  const frame = async (milliseconds) => {
    shot = (await page.screenshot({ animations: 'disabled', caret: 'hide' })).toString('base64');
    await paint(milliseconds);
  };
  return {
    frame,
    /** Leads the pointer to the middle of an element, or to `at` in it. @param {import('playwright-core').Locator} target @param {Point} [at] */
    moveTo: async (target, at) => {
      const box = await target.boundingBox();
      if (!box) throw new Error(`${target} is not in sight`);
      const to = { x: box.x + (at?.x ?? box.width / 2), y: box.y + (at?.y ?? box.height / 2) };
      const from = pointer;
      for (const part of [0.35, 0.7, 0.92]) {
        pointer = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
        await paint(60);
      }
      pointer = to;
      await page.mouse.move(to.x, to.y);
      await frame(250);
    },
    /** Shows what goes on until `done` resolves. @param {Promise<unknown>} done @param {number} each milliseconds of a frame */
    watch: async (done, each) => {
      let goesOn = true;
      const end = () => {
        goesOn = false;
      };
      void done.then(end, end);
      while (goesOn) await frame(each);
      await done;
    },
    finish: async () => {
      await studio.close();
      return animatedWebp({ width, height, frames });
    },
  };
}

/**
 * In the browser: draws the picture and the pointer, and encodes what differs from the frame before; undefined: nothing does.
 * @param {{ shot: string, pointer: Point, width: number, height: number, quality: number }} frame
 */
async function encode({ shot, pointer, width, height, quality }) {
  const kept = /** @type {{ before?: Uint32Array }} */ (/** @type {unknown} */ (globalThis));
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${shot}`)).blob());
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('no canvas');
  context.drawImage(image, 0, 0, width, height);
  const arrow = new Path2D('M0 0 L0 19 L4.6 15 L7.6 22 L10.6 20.7 L7.6 13.8 L13.4 13.4 Z');
  context.translate(Math.round(pointer.x), Math.round(pointer.y));
  context.fillStyle = 'white';
  context.strokeStyle = 'black';
  context.lineWidth = 1.5;
  context.fill(arrow);
  context.stroke(arrow);
  const now = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
  const { before } = kept;
  kept.before = now;
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (before?.[y * width + x] === now[y * width + x]) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  if (right < 0) return undefined;
  // The format knows even positions only.
  const [x, y] = [left - (left % 2), top - (top % 2)];
  const cut = new OffscreenCanvas(right - x + 1, bottom - y + 1);
  cut.getContext('2d', { alpha: false })?.drawImage(canvas, -x, -y);
  const bytes = new Uint8Array(await (await cut.convertToBlob({ type: 'image/webp', quality })).arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { image: btoa(text), x, y, width: cut.width, height: cut.height };
}
