import { addressOf, type Connection, isSafeBaseUrl, type ProviderKind } from '../../chat/model/connection.ts';
import { factsOf } from '../../chat/model/vendors.ts';
import type { Item, Prompts } from '../platform/prompts.ts';
import { wordsOf } from '../platform/vendorWords.ts';
import { pickStep, runSteps, type StepFrame, type StepResult, textStep } from '../platform/wizard.ts';
import { asLabel, plain, type Sentence, sentences, t } from '../platform/words.ts';
import { type BoundKey, isKeyShaped } from './apiKeys.ts';
import { fieldOf } from './connectionEntries.ts';
import { type FormField, fieldsOf, vendorForms } from './vendorForms.ts';

/** What the steps collect. Empty strings are fields left empty. */
export interface ConnectionDraft {
  readonly provider?: ProviderKind;
  readonly label?: string;
  readonly baseUrl?: string;
  /** What this kind of connection has beside them. */
  readonly fields?: Readonly<Record<string, string>>;
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
  const knownAddress = known && addressOf(known);
  const fieldStep =
    (asked: FormField) =>
    ({ provider, fields }: ConnectionDraft, frame: Omit<StepFrame, 'title'>) => {
      if (!fieldsOf(provider).includes(asked)) return undefined;
      const { name } = asked;
      const preset = known && fieldOf(known, name);
      const typedIn = textStep(
        parts,
        { title, ...frame },
        {
          prompt: asked.prompt(),
          ...(asked.placeholder && { placeholder: asked.placeholder() }),
          ...field(name, typeof preset === 'string' ? preset : undefined),
          ...(asked.problem && { problem: asked.problem }),
        },
      );
      return typedIn.then((step) =>
        typeof step === 'string' ? step : { value: { fields: { ...fields, [name]: step.value } } },
      );
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
    (_, frame) =>
      knownAddress === undefined
        ? undefined
        : named(
            'baseUrl',
            textStep(
              parts,
              { title, ...frame },
              {
                prompt: t('Address of the service'),
                placeholder: plain(defaultAddress(known?.provider) ?? ''),
                ...field('baseUrl', knownAddress),
                problem: (text) =>
                  isSafeBaseUrl(text)
                    ? undefined
                    : t('The address must begin with https; http is allowed for this computer only.'),
              },
            ),
          ),
    ...Object.values(vendorForms)
      .flatMap(({ fields }): readonly FormField[] => fields)
      .map((asked) => fieldStep(asked)),
    ({ provider, baseUrl }, frame) => {
      const address = baseUrl ?? knownAddress ?? defaultAddress(provider);
      if (address === undefined) return undefined;
      return keyStep(parts, { title, ...frame }, address, known !== undefined, field('key', '')).then((step) =>
        typeof step === 'string' ? step : { value: { key: step.value } },
      );
    },
  ]);
}

function defaultAddress(provider: ProviderKind | undefined): string | undefined {
  return provider && factsOf({ provider }).defaultBaseUrl;
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
  const items = (Object.keys(vendorForms) as ProviderKind[]).map((provider): ProviderItem => {
    const words = wordsOf({ provider });
    return { label: asLabel(words.name()), detail: asLabel(words.whatItIs()), provider };
  });
  const active = items.find((each) => each.provider === provider);
  const result = await pickStep(parts, frame, { placeholder: t('Whom do you want to ask?'), items, active });
  return typeof result === 'string' ? result : { value: { provider: result.value.provider } };
}
