import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Message } from '../../src/chat/model/model.ts';
import { amount, seedOf } from '../amount.ts';
import { startService } from '../service/service.ts';
import { startProgram } from './disk/writers.ts';
import { type Address, openHistory } from './history/conversation.ts';
import { seeded } from './random.ts';

const kills = amount(200, 6);

/** Everything that is not as it must be: each question with its answer below it, once; only the last may be open. */
function faults(messages: readonly Message[], answered: number, sent: readonly string[]): string[] {
  const found: string[] = [];
  const texts = messages.map(({ text }) => text);
  messages.forEach(({ role, text, state }, index) => {
    if (texts.indexOf(text) !== index) found.push(`“${text}” is there twice`);
    if (role === 'assistant' && state === 'complete' && text !== `To “${texts[index - 1]}”`)
      found.push(`“${text}” stands below “${texts[index - 1]}”`);
    const hasAnswer = texts.includes(`To “${text}”`);
    if (role === 'user' && (hasAnswer ? state !== 'sent' : state === 'sending' || index < messages.length - 2))
      found.push(`“${text}” is ${state}, answered: ${hasAnswer}`);
  });
  for (let index = 0; index <= answered; index++)
    if (!texts.includes(`To “Question ${index}”`)) found.push(`the answer to question ${index} is lost`);
  for (const text of sent) if (!texts.includes(text)) found.push(`“${text}” is lost`);
  if (new Set(sent).size < sent.length) found.push('a question was sent twice');
  return found;
}

test(`loses and misplaces no question when SIGKILL ends a window that asks CopilotBuilder, ${kills} times`, {
  timeout: 1_800_000,
}, async () => {
  const random = seeded(seedOf('history'));
  const service = await startService();
  const { baseUrl, deploymentId, key } = service.copilotBuilder;
  const address: Address = { baseUrl, deploymentId, key };
  service.copilotBuilder.answers = (message) => [`To “${message}”`];
  const folder = await mkdtemp(path.join(tmpdir(), 'history-'));
  let questions = 0;
  let open = 0;
  try {
    for (let kill = 0; kill < kills; kill++) {
      service.reset();
      const home = path.join(folder, String(kill));
      const window = startProgram(path.join(import.meta.dirname, 'history/asker.ts'), `window ${kill}`, [
        ...[home, baseUrl, deploymentId, key],
      ]);
      await window.reached(random.between(1, 6));
      // A moment that nothing marks.
      const until = performance.now() + random() * 30;
      while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve));
      await window.kill();
      const sent = service.requests
        .filter(({ path: called }) => called.endsWith('/SendMessage'))
        .map(({ body }) => (JSON.parse(body) as { message: string }).message);
      const { threads, session } = openHistory(home, address);
      const [thread] = await threads.list('copilot');
      const shown = session(thread);
      await shown.load();
      const { messages } = shown.transcript;
      expect(faults(messages, window.acknowledged(), sent)).toEqual([]);
      questions += messages.filter(({ role }) => role === 'user').length;
      if (messages.at(-1)?.state !== 'complete') open++;
      shown.dispose();
    }
  } finally {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  }
  console.log(`${kills} kills: ${questions} questions, 0 lost, 0 misplaced, ${open} left open for the person`);
  expect(questions).toBeGreaterThan(kills);
});
