import type { Tag } from './rows.mts';

declare module 'vitest' {
  interface TestTags {
    tags: Tag;
  }
}
