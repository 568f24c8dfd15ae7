import { hash } from 'node:crypto';

/** The form of a small file. */
export interface Envelope {
  readonly v: number;
  /** Milliseconds since the epoch. */
  readonly t: number;
  readonly data: unknown;
  readonly isPart?: boolean;
}

export function encode(envelope: Envelope): string {
  const json = JSON.stringify(envelope);
  return `${hash('sha256', json).slice(0, 8)} ${json}\n`;
}

/** Returns the envelope in `text`; undefined where the checksum does not fit. */
export function decode(text: string): Envelope | undefined {
  const json = text.slice(9, -1);
  if (text.slice(0, 8) !== hash('sha256', json).slice(0, 8)) return undefined;
  const envelope = Object(JSON.parse(json)) as Partial<Envelope>;
  return isEnvelope(envelope) ? envelope : undefined;
}

/** Whether a file has an envelope. One of a later version may look otherwise, and is told by its number alone. */
function isEnvelope(envelope: Partial<Envelope>): envelope is Envelope {
  const { v, t } = envelope;
  return typeof v === 'number' && (v !== 1 || (typeof t === 'number' && !Number.isNaN(new Date(t).getTime())));
}
