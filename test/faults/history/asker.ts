/**
 * A window that asks one question after the other, for as long as it lives, and tells each once it is answered.
 * Parameters: its folder, base address, deployment and key of the service.
 */
import { openHistory } from './conversation.ts';

const [folder = '', baseUrl = '', deploymentId = '', key = ''] = process.argv.slice(2);
const session = openHistory(folder, { baseUrl, deploymentId, key }).session();
for (let index = 0; ; index++) {
  await session.send(`Question ${index}`, []);
  process.stdout.write(`${index}\n`);
}
