import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { away, vectors } from '../hostile/vectors.ts';
import { hr } from '../service/haufe.ts';
import type { Service } from '../service/service.ts';
import { askInChat, enterKey, lastMessageIs, newConversation } from './chat';
import { evaluateInChat, evaluateInWorkbench } from './page';
import { until } from './until';
import { closeEditors, connectService, setConnections } from './workspace';

let service: Service;

describe('hostile answers in VS Code', () => {
  before(async () => {
    service = await connectService();
    await enterKey('kanzlei', 'Kanzlei A', service.haufe.key);
  });
  after(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await closeEditors();
    await setConnections([]);
    await service.stop();
  });

  it('loads, runs and opens nothing by any base attack, in the text and in the sources', async () => {
    const editors = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length;
    service.haufe.answers = () => ({
      text: vectors.map((vector) => `${vector}\n\n![x](${away}/i) [x](command:x)\n\n`).join(''),
      sources: vectors.slice(0, 8).map((vector) => ({
        content: vector,
        meta_data: { document_title: vector, section: vector, app_doc_id: 'HI1' },
      })),
    });
    await newConversation(hr.name);
    await askInChat('Anything');
    await lastMessageIs('complete');
    await assertHarmless();

    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, editors);
  });
});

/**
 * Clicks everything in the conversation but links to https, for which VS Code asks the person as it should; then looks
 * for anything that was loaded, made or opened.
 */
async function assertHarmless(): Promise<void> {
  const found = await until('the answer is there to the end', () =>
    evaluateInChat(async (host: string) => {
      const article = [...document.querySelectorAll('article')].at(-1);
      if (!article?.textContent?.includes('shadowrootmode')) return undefined;
      for (const target of article.querySelectorAll(
        '.markdown button, .markdown .no-link, .sources button[data-source]',
      )) {
        target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
      }
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const loaders =
        'img, script, iframe, object, embed, link, meta, base, svg, math, video, audio, form, input, style, template';
      return {
        elements: [...article.querySelectorAll(loaders)].map((node) => node.outerHTML),
        loaded: performance
          .getEntriesByType('resource')
          .filter(({ name }) => name.startsWith(host))
          .map(({ name }) => name),
        links: [...article.querySelectorAll('a')]
          .map((link) => link.protocol)
          .filter((protocol) => protocol !== 'https:'),
        articles: document.querySelectorAll('article').length,
      };
    }, away),
  );
  assert.deepEqual(found, { elements: [], loaded: [], links: [], articles: 2 });
  assert.equal(await evaluateInWorkbench(() => document.querySelectorAll('.monaco-dialog-box').length), 0);
}
