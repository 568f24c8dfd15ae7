// Lets the tests, which run in VS Code's extension host, see and use the page that shows VS Code: a small server on loopback.
// Its address holds a secret, so that no other page or program of this machine can call it.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { actions } from './pageActions.mjs';

const largestRequest = 10_000_000;

/**
 * @param {string} pictures folder for screenshots
 * @returns {Promise<{ address: string, attach: (page: import('playwright-core').Page) => void, close: () => void }>}
 */
export async function startPageControl(pictures) {
  const secret = randomBytes(24).toString('hex');
  /** @type {import('playwright-core').Page | undefined} */
  let page;
  const server = createServer(async (request, response) => {
    const answer = (/** @type {number} */ status, /** @type {unknown} */ body) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const [, given, name = ''] = (request.url ?? '').split('/');
    // A browser adds an origin to what a page sends; the tests' own requests have none.
    if (given !== secret || request.method !== 'POST' || request.headers.origin)
      return answer(403, { error: 'Forbidden.' });
    const action = Object.hasOwn(actions, name) ? actions[/** @type {keyof typeof actions} */ (name)] : undefined;
    if (!action || !page)
      return answer(404, { error: page ? `There is no action ${name}.` : 'The page is not open yet.' });
    try {
      const parameters = JSON.parse(await bodyOf(request));
      answer(200, { value: await action(page, parameters, pictures) });
    } catch (error) {
      answer(500, { error: error instanceof Error ? error.message : String(error) });
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    address: `http://127.0.0.1:${port}/${secret}`,
    attach: (opened) => {
      page = opened;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** @param {import('node:http').IncomingMessage} request */
async function bodyOf(request) {
  let body = '';
  for await (const part of request) {
    body += part;
    if (body.length > largestRequest) throw new Error('The request is too large.');
  }
  return body;
}
