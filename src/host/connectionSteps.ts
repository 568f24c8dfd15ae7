import * as vscode from 'vscode';
import { isKeyShaped } from '../chat/apiKeys.ts';
import { type Connection, defaultBaseUrl, isSafeBaseUrl } from '../chat/connection.ts';
import type { ProviderKind } from '../chat/model.ts';
import { pickStep, runSteps, textStep } from './steps.ts';

const t = vscode.l10n.t;

/** What the steps collect. Empty strings are fields left empty. */
export interface ConnectionDraft {
  readonly provider?: ProviderKind;
  readonly label?: string;
  readonly baseUrl?: string;
  readonly licence?: string;
  readonly deploymentId?: string;
  /** Empty when the stored key is to stay. */
  readonly key?: string;
}

interface ProviderItem extends vscode.QuickPickItem {
  readonly provider: ProviderKind;
}

/**
 * Asks for a connection step by step, with a way back and nothing lost on the way. `known` prefills the steps for a
 * connection that is changed: its provider is fixed, its address is asked for, and its key may stay.
 */
export async function askForConnection(title: string, known?: Connection): Promise<ConnectionDraft | undefined> {
  const typed: Record<string, string> = {};
  const field = (name: string, preset: string | undefined) => ({
    value: typed[name] ?? preset ?? '',
    remember: (text: string) => {
      typed[name] = text;
    },
  });
  const named = async <K extends string>(name: K, result: Promise<{ value: string } | 'back' | 'cancelled'>) => {
    const step = await result;
    return typeof step === 'string' ? step : { value: { [name]: step.value } as Record<K, string> };
  };
  return runSteps<ConnectionDraft>(known ? { provider: known.provider } : {}, [
    (state, frame) => (known ? undefined : pickProvider({ title, ...frame }, state.provider)),
    (_, frame) =>
      named(
        'label',
        textStep(
          { title, ...frame },
          {
            prompt: t('Name of this connection, as it appears in the list'),
            placeholder: t('for example the name of your organisation'),
            ...field('label', known?.label),
            problem: (text) => (text === '' ? t('Please enter a name.') : undefined),
          },
        ),
      ),
    ({ provider }, frame) =>
      known && known.provider !== 'demo' && provider !== 'demo'
        ? named(
            'baseUrl',
            textStep(
              { title, ...frame },
              {
                prompt: t('Address of the service'),
                placeholder: defaultBaseUrl[known.provider],
                ...field('baseUrl', known.baseUrl),
                problem: (text) =>
                  isSafeBaseUrl(text)
                    ? undefined
                    : t('The address must begin with https; http is allowed for this computer only.'),
              },
            ),
          )
        : undefined,
    ({ provider }, frame) =>
      provider === 'haufe'
        ? named(
            'licence',
            textStep(
              { title, ...frame },
              {
                prompt: t('Licence (product number), if your assistants ask for one; may stay empty'),
                placeholder: 'PI…',
                ...field('licence', known?.provider === 'haufe' ? known.licence : undefined),
              },
            ),
          )
        : undefined,
    ({ provider }, frame) =>
      provider === 'copilotBuilder'
        ? named(
            'deploymentId',
            textStep(
              { title, ...frame },
              {
                prompt: t('Deployment id of the API deployment in CopilotBuilder'),
                ...field('deploymentId', known?.provider === 'copilotBuilder' ? known.deploymentId : undefined),
                problem: deploymentIdProblem,
              },
            ),
          )
        : undefined,
    ({ provider, baseUrl }, frame) => {
      if (provider === undefined || provider === 'demo') return undefined;
      const address = baseUrl ?? (known && known.provider !== 'demo' ? known.baseUrl : defaultBaseUrl[provider]);
      return named('key', keyStep({ title, ...frame }, address, known !== undefined, field('key', '')));
    },
  ]);
}

function deploymentIdProblem(text: string): string | undefined {
  if (text === '') return t('Please enter the deployment id.');
  return /\s/.test(text)
    ? t('A deployment id has no spaces. It stands at the API deployment in CopilotBuilder.')
    : undefined;
}

/** Asks for a key, and says which host it goes to. It is kept in the system's key store and sent to that address only. */
export function keyStep(
  frame: { readonly title: string; readonly step: number },
  address: string,
  mayStay: boolean,
  field: { readonly value: string; readonly remember: (text: string) => void },
): Promise<{ value: string } | 'back' | 'cancelled'> {
  const host = URL.parse(address)?.host ?? address;
  const prompt = t('API key for {0}. It is kept in the system’s key store and sent to this address only.', host);
  return textStep(frame, {
    prompt: host === 'api.haufe.ai' ? `${prompt} ${t('You get one at {0}.', 'portal.haufe.ai')}` : prompt,
    placeholder: mayStay ? t('leave empty to keep the stored key') : '',
    password: true,
    ...field,
    problem: (text) => {
      if (text === '') return mayStay ? undefined : t('Please enter the API key.');
      return isKeyShaped(text) ? undefined : t('This is not an API key: it has spaces or special characters.');
    },
  });
}

async function pickProvider(
  frame: { readonly title: string; readonly step: number },
  provider: ProviderKind | undefined,
): Promise<{ value: { provider: ProviderKind } } | 'back' | 'cancelled'> {
  const items: readonly ProviderItem[] = [
    { label: 'Haufe', detail: t('Copilot via API: tax, HR, legal and other expert assistants'), provider: 'haufe' },
    {
      label: 'CopilotBuilder',
      detail: t('Any copilot or workflow with an API deployment'),
      provider: 'copilotBuilder',
    },
    {
      label: t('Demo'),
      detail: t('Nothing leaves this computer; answers from the guide, no key'),
      provider: 'demo',
    },
  ];
  const active = items.find((item) => item.provider === provider);
  const result = await pickStep(frame, { placeholder: t('Whom do you want to ask?'), items, active });
  return typeof result === 'string' ? result : { value: { provider: result.value.provider } };
}
