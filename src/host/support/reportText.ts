import { t } from '../platform/words.ts';

/** Facts that help to understand a problem and say nothing of anybody's work. */
export interface ReportFacts {
  readonly version: string;
  readonly editor: string;
  readonly system: string;
  readonly language: string;
  /** The kind of remote, or undefined. */
  readonly remote: string | undefined;
  readonly isTrusted: boolean;
  /** The kind of each connection, no name and no address. */
  readonly connections: readonly string[];
  /** Names of the settings that were changed, never their values. */
  readonly settings: readonly string[];
}

/** A report as Markdown, to be filled in: versions and names of settings, no content and no key. */
export function reportText(facts: ReportFacts): string {
  const { version, editor, system, language, remote, isTrusted, connections, settings } = facts;
  const rows = [
    ['Expert Assistants', version],
    ['VS Code', editor],
    [t('System'), system],
    [t('Language'), language],
    [t('Remote'), remote ?? t('none')],
    [t('Restricted Mode'), isTrusted ? t('no') : t('yes')],
    [t('Connections'), counted(connections) || t('none')],
    [t('Changed settings'), settings.join(', ') || t('none')],
  ] as const;
  return [
    `# ${t('Report about Expert Assistants')}`,
    t(
      'Copy this to the place you received this extension from. Leave out names of clients, questions, answers, and API keys.',
    ),
    `## ${t('What I did')}`,
    `## ${t('What I expected')}`,
    `## ${t('What happened')}`,
    `## ${t('Environment')}`,
    rows.map(([name, value]) => `- ${name}: ${value}`).join('\n'),
  ].join('\n\n');
}

function counted(names: readonly string[]): string {
  return [...new Set(names)].map((name) => `${name} × ${names.filter((other) => other === name).length}`).join(', ');
}
