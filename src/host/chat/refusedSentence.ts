import type { FromWebview } from '../../protocol.ts';
import { errorSentence } from '../platform/errorText.ts';
import { type Sentence, t } from '../platform/words.ts';

/** Returns the sentence for a message of the page that could not be read: what has become of the person's action. */
export function refusedSentence(type: FromWebview['type']): Sentence {
  if (type === 'send') {
    return t('The question wasn’t sent. It’s too long or has too much context. It’s still in the message field.');
  }
  if (type === 'drop-uris' || type === 'drop-file') {
    return t('Nothing was attached. There were too many files, or a name is too long. Drop one file.');
  }
  return errorSentence({ code: 'bug' });
}
