import path from 'node:path';
import Mocha from 'mocha';

/** Reports one line a file, and at the end what failed. */
export class FileReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    let file = '';
    let tests = 0;
    let failed = 0;
    let begun = Date.now();
    const print = () => {
      if (tests > 0) {
        const count = `${tests} tests${failed ? `, ${failed} failed` : ''}`;
        Mocha.reporters.Base.consoleLog(`${failed ? '✗' : '✓'} ${file} (${count}) ${Date.now() - begun}ms`);
      }
      tests = 0;
      failed = 0;
      begun = Date.now();
    };
    runner.on('test', (test) => {
      const next = path.basename(test.file ?? '', '.cjs');
      if (next !== file) print();
      file = next;
    });
    runner.on('test end', (test) => {
      tests++;
      if (test.state === 'failed') failed++;
    });
    runner.on('end', () => {
      print();
      if (this.failures.length > 0) Mocha.reporters.Base.list(this.failures);
    });
  }
}
