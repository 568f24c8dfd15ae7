import { isLoopback } from '../../../chat/model/connection.ts';

/** The place where this extension runs, as VS Code tells it. */
export interface Whereabouts {
  /** `ssh-remote`, `dev-container`, `wsl`, the host of a server: undefined in a window without a remote. */
  readonly remoteName: string | undefined;
  /** Whether the extension runs on the remote computer, not beside the window. */
  readonly isThere: boolean;
}

/** Remembered agreements; they lie on the remote computer, so that another one is asked about anew. */
export interface AgreedRemotes {
  has(remoteName: string): boolean;
  add(remoteName: string): Promise<void>;
}

/**
 * The person's consent to keys on a remote computer: asked once for each remote name, before the first key is read.
 * A refusal holds until the window closes.
 */
export function remoteConsent(
  { remoteName, isThere }: Whereabouts,
  agreed: AgreedRemotes,
  ask: (remoteName: string) => Promise<boolean>,
  onUnwritten: (error: unknown) => void,
): () => Promise<boolean> {
  let decided: Promise<boolean> | undefined;
  // The server of a browser window on this computer is this computer.
  if (remoteName === undefined || !isThere || isLoopback(`http://${remoteName}`)) return async () => true;
  const decide = async () => {
    if (agreed.has(remoteName)) return true;
    if (!(await ask(remoteName))) return false;
    // A disk that fails has the person asked once more; it stops nobody.
    await agreed.add(remoteName).catch(onUnwritten);
    return true;
  };
  return () => (decided ??= decide());
}
