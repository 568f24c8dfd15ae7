import type { ChatPort } from '../platform/chatPort.ts';
import type { Prompts } from '../platform/prompts.ts';
import { t } from '../platform/words.ts';

/** Sends nothing, says so, and has the page show what is true, so that the person sees who would be asked. */
export function refuseSend(
  { prompts, views }: { readonly prompts: Prompts; readonly views: ChatPort },
  sessionId: string,
): void {
  views.tell({ type: 'send-rejected', sessionId });
  views.showState();
  void prompts.tell(
    'warning',
    t('Your question wasn’t sent. The chat now shows a different conversation. Check the assistant, and send again.'),
  );
}
