// Runs a program in this process's group and ends the whole group as soon as standard input closes: also when the process
// that holds its other end was killed and could not clean up. Usage: node guard.mjs PROGRAM PARAMETER…
import { spawn } from 'node:child_process';

const [program = '', ...parameters] = process.argv.slice(2);
const endGroup = () => process.kill(-process.pid, 'SIGKILL');
process.stdin.on('end', endGroup).on('error', endGroup).resume();
// A polite end is the program's own business; this process follows it.
process.on('SIGTERM', () => {});
const child = spawn(program, parameters, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on('exit', (code) => process.exit(code ?? 1));
