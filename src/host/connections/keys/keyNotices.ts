import type { Prompts } from '../../platform/prompts.ts';
import { t } from '../../platform/words.ts';

/** Tells, once in a window, that the system's key store does not keep a key. */
export function tellKeyNotKept({ prompts }: { readonly prompts: Prompts }): void {
  void prompts.tell(
    'warning',
    t('The secret storage can’t save API keys. The keys you enter are used until you close this window.'),
  );
}

/** Tells that the secret storage takes long, as it does while the system asks the person to unlock it. */
export function tellKeysSlow({ prompts }: { readonly prompts: Prompts }): void {
  void prompts.tell(
    'warning',
    t('VS Code’s secret storage hasn’t responded yet. Your system may be asking you to unlock it in another window.'),
  );
}
