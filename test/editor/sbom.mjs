// The software bill of materials of what users install (CycloneDX), from what is bundled: no date, no random number, so that
// the same sources give the same bytes.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bundledPackages, packageFolder } from './notices.mjs';

/**
 * @param {string} root
 * @param {Iterable<string>} inputs paths of bundled files, relative to `root`
 * @returns {string} JSON
 */
export function sbom(root, inputs) {
  const json = (/** @type {string} */ file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  const { name, publisher, version, license } = json('package.json');
  /** @type {Record<string, { integrity?: string }>} */
  const locked = json('package-lock.json').packages;
  const components = bundledPackages(inputs).map((each) => {
    const found = JSON.parse(readFileSync(path.join(packageFolder(root, each), 'package.json'), 'utf8'));
    return {
      type: 'library',
      'bom-ref': `pkg:npm/${each}@${found.version}`,
      name: each,
      version: found.version,
      licenses: [{ license: { id: found.license } }],
      purl: `pkg:npm/${each.replace('@', '%40')}@${found.version}`,
      hashes: hashes(locked[`node_modules/${each}`]?.integrity),
    };
  });
  const component = {
    type: 'application',
    'bom-ref': `${publisher}.${name}`,
    name: `${publisher}.${name}`,
    version,
    licenses: [{ license: { id: license } }],
  };
  const dependencies = [{ ref: component['bom-ref'], dependsOn: components.map((each) => each['bom-ref']) }];
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component },
    components,
    dependencies,
  };
  return `${JSON.stringify(bom, undefined, 2)}\n`;
}

/** As the lock file has them, in the letters that CycloneDX wants. @param {string} [integrity] */
function hashes(integrity = '') {
  return Array.from(integrity.matchAll(/sha(256|384|512)-([A-Za-z0-9+/=]+)/g), ([, bits, content = '']) => ({
    alg: `SHA-${bits}`,
    content: Buffer.from(content, 'base64').toString('hex'),
  }));
}
