import type { Message } from '../../chat/model/model.ts';
import type { ExportWords } from '../../export/exported.ts';
import type { ExportedThread } from '../../export/jsonShapes.ts';
import { sourcesLeftOut, toolNames } from '../platform/services/counts.ts';
import { language, t, whole } from '../platform/words.ts';

/** The words of an exported document in the person's language. */
export function exportWords(thread: Omit<ExportedThread, 'messages'>): ExportWords {
  const { title, assistant, connection, notice, exportedAt, isWhole, greeting, labels } = thread;
  return {
    language: language(),
    title,
    assistant,
    connection,
    dates: Number.isNaN(Date.parse(exportedAt)) ? '' : t('Exported on {0}', time(exportedAt)),
    you: t('You'),
    sources: t('Sources'),
    moreSources: sourcesLeftOut,
    shortened: t('shortened'),
    details: t('Appendix: Additional data from the service'),
    detailsAre: t('Additional data returned by the service, for your records and for support.'),
    ...(labels && { labels }),
    notices: noticesOf,
    // It stands above the first message.
    ...(isWhole && greeting !== undefined && { greeting }),
    ...(!isWhole && {
      lacks: t('Older messages of this conversation weren’t loaded. It’s too long to be exported as a whole.'),
    }),
    aiNotice: notice,
    contextLost: t('The service no longer remembers the messages above.'),
    state: stateOf,
    time,
  };
}

function time(iso: string): string {
  return new Date(iso).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });
}

function stateOf({ role, state }: Message): string {
  const states: Partial<Record<Message['state'], string>> = {
    stopped: t('stopped'),
    interrupted: t('interrupted'),
    failed: role === 'user' ? t('not sent') : t('failed'),
    empty: t('not answered'),
    unknown: t('may not have been sent'),
  };
  return states[state] ?? '';
}

function noticesOf({ details }: Message): readonly string[] {
  const tools = details?.toolCalls ?? [];
  const legalAdvice = t(
    'The service classified this as a request for legal advice. The answer is general information and doesn’t replace advice on your case.',
  );
  return [
    ...(details?.legalAdvice === true ? [legalAdvice] : []),
    ...(tools.length > 0
      ? [t('The assistant requested a tool that isn’t supported: {0}', whole(toolNames(tools, details?.moreToolCalls)))]
      : []),
  ];
}
