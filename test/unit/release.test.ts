import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sbom } from '../editor/sbom.mjs';
import { packVsix } from '../editor/vsix.mjs';
import { releaseNotes } from '../publish/releaseNotes.mjs';
import { temporaryFolder } from './temporaryFolder.ts';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const at = temporaryFolder();

describe('the package', () => {
  /** A checkout of what is packed, with what a machine adds by itself. */
  async function packed(folder: string, made: Date, mode: number): Promise<string> {
    const files = ['package.json', 'package.nls.json', 'package.nls.de.json', '.vscodeignore', 'README.md', 'LICENSE'];
    const built = ['dist/extension.js', 'dist/chunks/a-1.js', 'dist/chunks/b-2.js', 'media/icon.png', 'CHANGELOG.md'];
    for (const file of [...files, ...built]) {
      const to = at(folder, file);
      mkdirSync(path.dirname(to), { recursive: true });
      if (built.includes(file)) writeFileSync(to, file);
      else cpSync(path.join(root, file), to);
      chmodSync(to, mode);
      utimesSync(to, made, made);
    }
    await packVsix(at(folder), at(`${folder}.vsix`));
    return createHash('sha256')
      .update(readFileSync(at(`${folder}.vsix`)))
      .digest('hex');
  }

  it('has the same bytes when it is packed again, at another time, with other rights on the files', async () => {
    const first = await packed('first', new Date('2026-01-01T00:00:00Z'), 0o644);
    const before = process.env['TZ'];
    process.env['TZ'] = 'America/Anchorage';
    try {
      expect(await packed('second', new Date('2026-11-29T10:11:12Z'), 0o664)).toBe(first);
      expect(process.env['TZ']).toBe('America/Anchorage');
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });

  it('lists what is bundled, with version, license and hash, and nothing that changes by itself', () => {
    const inputs = ['src/extension.ts', 'node_modules/valibot/dist/index.mjs', 'node_modules/valibot/dist/other.mjs'];
    const text = sbom(root, inputs);
    expect(sbom(root, inputs)).toBe(text);
    expect(text).not.toMatch(/timestamp|serialNumber/);
    const { bomFormat, components } = JSON.parse(text);
    expect(bomFormat).toBe('CycloneDX');
    expect(components.map(({ name }: { name: string }) => name)).toEqual(['@vscode/codicons', 'valibot']);
    for (const { version, licenses, purl, hashes } of components) {
      expect(purl).toContain(version);
      expect(licenses[0].license.id).toMatch(/^(?:MIT|CC-BY-4\.0)$/);
      expect(hashes[0]).toMatchObject({ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) });
    }
  });
});

describe('the notes of a release', () => {
  const changelog = '# Changelog\n\n## 0.2.0 – 2026-12-01\n\n- New.\n\n## 0.1.0 – Unreleased\n\n- First.\n';

  it('takes into the notes what the changelog says of the version, and no more', () => {
    expect(releaseNotes(changelog, '0.2.0')).toEqual({ date: '2026-12-01', text: '- New.' });
    expect(releaseNotes(changelog, '0.1.0')).toEqual({ date: 'Unreleased', text: '- First.' });
  });

  it('has no notes where the changelog says nothing', () => {
    expect(() => releaseNotes(changelog, '0.2')).toThrow();
    expect(() => releaseNotes('## 1.0.0 – 2026-01-01\n\n## 0.9.0 – 2025-01-01\n\nx', '1.0.0')).toThrow();
  });

  it('has notes for the version of the manifest', () => {
    const { version } = JSON.parse(read('package.json'));
    expect(releaseNotes(read('CHANGELOG.md'), version).text.length).toBeGreaterThan(100);
  });
});

describe('the workflows', () => {
  const workflows = readdirSync(path.join(root, '.github/workflows')).map((file) => ({
    file,
    text: read(`.github/workflows/${file}`),
    workflow: parse(read(`.github/workflows/${file}`)),
  }));
  const steps = (workflow: { jobs: Record<string, { steps: { run?: string; uses?: string }[] }> }) =>
    Object.values(workflow.jobs).flatMap((job) => job.steps);

  it('names in the workflows scripts and files that exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    for (const { file, workflow } of workflows) {
      for (const { run = '' } of steps(workflow)) {
        for (const [, name = ''] of run.matchAll(/npm run (?:--silent )?([\w:]+)/g))
          expect(scripts, `${file}: ${name}`).toHaveProperty([name]);
        for (const [, script = ''] of run.matchAll(/node (test\/[\w/]+\.mjs)/g))
          expect(() => read(script)).not.toThrow();
      }
    }
  });

  it('passes no options through npm, which PowerShell on Windows would not let through', () => {
    for (const { run = '' } of workflows.flatMap(({ workflow }) => steps(workflow))) expect(run).not.toContain(' -- ');
  });

  it('leaves nothing where the tests of a release look for documents', () => {
    const { build } = parse(read('.github/workflows/release.yml')).jobs;
    for (const { run = '' } of build.steps) expect(run).not.toMatch(/> (?!out\/)\S+\.md/);
  });

  it('lets workflows run actions of others in the very state that was looked at, with its version beside it', () => {
    const used = workflows.flatMap(({ text }) => Array.from(text.matchAll(/uses: (.*)$/gm), ([, name]) => name));
    expect(used.length).toBeGreaterThan(5);
    for (const name of used) expect(name).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('tries the oldest and the newest desktop VS Code on Linux, Windows and macOS', () => {
    const { matrix } = parse(read('.github/workflows/test.yml')).jobs.desktop.strategy;
    expect(matrix.os.map((os: string) => os.split('-')[0])).toEqual(['ubuntu', 'windows', 'macos']);
    expect(matrix.version).toEqual(['floor', 'newest']);
  });

  it('lets workflows write nothing but a release, and gives secrets to the step alone that publishes', () => {
    for (const { file, text, workflow } of workflows) {
      expect(workflow.permissions, file).toEqual({ contents: 'read' });
      expect(text, file).not.toContain('pull_request_target');
      for (const job of Object.values<{ env?: unknown; environment?: string; permissions?: unknown }>(workflow.jobs)) {
        expect(job.env).toBeUndefined();
        if (job.permissions) expect(job.environment).toBe('marketplace');
      }
    }
  });
});
