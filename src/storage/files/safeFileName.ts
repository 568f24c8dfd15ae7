import { hash } from 'node:crypto';

/** Ids come from settings and vendors: on disk they become one safe path segment, distinct on every file system, whoever chose them. */
export function fileName(id: string): string {
  const readable = id
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '')
    .slice(0, 40);
  return `${readable}-${hash('sha256', id).slice(0, 32)}`;
}
