import { withNames } from '../chat/hiddenCharacters.ts';

/** Words of others for a list that VS Code draws: hidden characters named, and `$(zap)` shown as it is, not as an icon. */
export function pickLabel(text: string): string {
  return withNames(text).replaceAll('$(', '\\$(');
}
