import { type Connection, defaultBaseUrl, isSafeBaseUrl } from '../../chat/model/connection.ts';
import type { ProviderKind } from '../../chat/model/model.ts';
import type { Item, Prompts } from '../platform/prompts.ts';
import { pickStep, runSteps, type StepFrame, type StepResult, textStep } from '../platform/wizard.ts';
import { asLabel, plain, type Sentence, sentences, t } from '../platform/words.ts';
import { type BoundKey, isKeyShaped } from './apiKeys.ts';

/** What the steps collect. Empty strings are fields left empty. */
export interface ConnectionDraft {
  readonly provider?: ProviderKind;
  readonly label?: string;
  readonly baseUrl?: string;
  readonly licence?: string;
  readonly deploymentId?: string;
  /** Absent or empty when the stored key is to stay. */
  readonly key?: BoundKey;
}

interface ProviderItem extends Item {
  readonly provider: ProviderKind;
}

/**
 * Asks for a connection step by step, with a way back and nothing lost on the way. `known` prefills the steps for a
 * connection that is changed: its provider is fixed, its address is asked for, and its key may stay.
 */
export async function askForConnection(
  parts: { readonly prompts: Prompts },
  title: Sentence,
  known?: Connection,
): Promise<ConnectionDraft | undefined> {
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
    (state, frame) => (known ? undefined : pickProvider(parts, { title, ...frame }, state.provider)),
    (_, frame) =>
      named(
        'label',
        textStep(
          parts,
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
              parts,
              { title, ...frame },
              {
                prompt: t('Address of the service'),
                placeholder: plain(defaultBaseUrl[known.provider]),
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
              parts,
              { title, ...frame },
              {
                prompt: t('Licence (product number), if your assistants ask for one; may stay empty'),
                placeholder: plain('PI…'),
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
              parts,
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
      return keyStep(parts, { title, ...frame }, address, known !== undefined, field('key', '')).then((step) =>
        typeof step === 'string' ? step : { value: { key: step.value } },
      );
    },
  ]);
}

function deploymentIdProblem(text: string): Sentence | undefined {
  if (text === '') return t('Please enter the deployment id.');
  return /\s/.test(text)
    ? t('A deployment id has no spaces. It stands at the API deployment in CopilotBuilder.')
    : undefined;
}

/**
 * Asks for a key, and says which host it goes to. The key comes back bound to that address: nobody works out later where
 * it belongs.
 */
export async function keyStep(
  parts: { readonly prompts: Prompts },
  frame: StepFrame,
  address: string,
  mayStay: boolean,
  field: { readonly value: string; readonly remember: (text: string) => void },
): Promise<StepResult<BoundKey>> {
  const { host, origin } = new URL(address);
  const prompt = t('API key for {0}. It is kept in the system’s key store and sent to this address only.', host);
  const typed = await textStep(parts, frame, {
    prompt: host === 'api.haufe.ai' ? sentences(prompt, t('You get one at {0}.', 'portal.haufe.ai')) : prompt,
    ...(mayStay && { placeholder: t('leave empty to keep the stored key') }),
    password: true,
    ...field,
    problem: (text) => {
      if (text === '') return mayStay ? undefined : t('Please enter the API key.');
      return isKeyShaped(text) ? undefined : t('This is not an API key: it has spaces or special characters.');
    },
  });
  return typeof typed === 'string' ? typed : { value: { origin, key: typed.value } };
}

async function pickProvider(
  parts: { readonly prompts: Prompts },
  frame: StepFrame,
  provider: ProviderKind | undefined,
): Promise<{ value: { provider: ProviderKind } } | 'back' | 'cancelled'> {
  const item = (provider: ProviderKind, name: Sentence, detail: Sentence): ProviderItem => ({
    label: asLabel(name),
    detail: asLabel(detail),
    provider,
  });
  const items = [
    item('haufe', plain('Haufe'), t('Copilot via API: tax, HR, legal and other expert assistants')),
    item('copilotBuilder', plain('CopilotBuilder'), t('Any copilot or workflow with an API deployment')),
    item('demo', t('Demo'), t('Nothing leaves this computer; answers from the guide, no key')),
  ];
  const active = items.find((each) => each.provider === provider);
  const result = await pickStep(parts, frame, { placeholder: t('Whom do you want to ask?'), items, active });
  return typeof result === 'string' ? result : { value: { provider: result.value.provider } };
}
