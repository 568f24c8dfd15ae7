import type { Attachment } from '../../chat/composer/attachments.ts';
import type { FileProgress } from '../../chat/ports/files.ts';
import type { FileChip } from '../../protocol.ts';
import { errorSentence } from '../platform/errorText.ts';
import { language, t } from '../platform/words.ts';

/** Returns the chip of a file. */
export function fileChip({ name, bytes, keep, progress, error }: Attachment): FileChip {
  // How large a file is that was uploaded before, nobody tells.
  const size = bytes === 0 ? '' : sizeWords(bytes);
  if (error) return { name, size, state: 'failed', status: errorSentence(error) };
  const ready = progress.type === 'ready';
  return {
    name,
    size,
    state: ready ? 'ready' : 'busy',
    status: ready && keep ? t('Ready (stored)') : stepWords(progress),
  };
}

/** `1.4 MB`, in the person's way of writing numbers. */
export function sizeWords(bytes: number): string {
  const format = (value: number, unit: string) =>
    `${value.toLocaleString(language(), { maximumFractionDigits: value < 10 ? 1 : 0 })}\u00a0${unit}`;
  // By what is shown: 999,999 bytes are 1 MB, not 1,000 kB.
  if (bytes < 1_000) return format(bytes, 'B');
  return bytes < 999_500 ? format(bytes / 1_000, 'kB') : format(bytes / 1_000_000, 'MB');
}

function stepWords(progress: FileProgress): string {
  switch (progress.type) {
    case 'uploading': {
      const share = progress.totalBytes === 0 ? 1 : progress.sentBytes / progress.totalBytes;
      return t('Uploading {0}', share.toLocaleString(language(), { style: 'percent' }));
    }
    case 'processing':
      return /virus/i.test(progress.step ?? '') ? t('Virus scan') : t('Processing');
    case 'ready':
      return t('Ready');
    default:
      return progress satisfies never;
  }
}
