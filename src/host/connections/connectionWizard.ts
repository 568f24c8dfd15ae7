import { addressOf, type Connection, isSafeBaseUrl, type ProviderKind } from '../../chat/model/connection.ts';
import { factsOf } from '../../chat/model/vendors.ts';
import type { Item, Prompts, WebPage } from '../platform/prompts.ts';
import { wordsOf } from '../platform/vendorWords.ts';
import { pickStep, runSteps, type Step, type StepFrame, type StepResult, textStep } from '../platform/wizard.ts';
import { asLabel, plain, type Sentence, sentences, t } from '../platform/words.ts';
import { type BoundKey, isKeyShaped } from './apiKeys.ts';
import { fieldOf } from './settings/connectionEntries.ts';
import { type FormField, fieldsOf, vendorForms } from './vendorForms.ts';

/** The values that the steps collect. Empty strings are fields left empty. */
export interface ConnectionDraft {
  readonly provider?: ProviderKind;
  readonly name?: string;
  readonly baseUrl?: string;
  /** The further fields of this kind of connection. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Absent or empty when the stored key is to stay. */
  readonly key?: BoundKey;
}

interface ProviderItem extends Item {
  readonly provider: ProviderKind;
}

/**
 * Asks for a connection step by step, with a way back and nothing lost on the way. `known` prefills the steps for a
 * connection that is changed: its provider is fixed, its address is asked for, and its key may stay. `preset` is what is
 * known of a new one: a key among it is not asked for again.
 */
export async function askForConnection(
  parts: { readonly prompts: Prompts },
  title: Sentence,
  known?: Connection,
  preset: ConnectionDraft = {},
): Promise<ConnectionDraft | undefined> {
  const named = async <K extends string>(name: K, result: Promise<{ value: string } | 'back' | 'cancelled'>) => {
    const step = await result;
    return typeof step === 'string' ? step : { value: { [name]: step.value } as Record<K, string> };
  };
  const knownAddress = known && addressOf(known);
  let keyAddress: string | undefined;
  const fieldStep = (asked: FormField): Step<ConnectionDraft> => ({
    when: ({ provider }) => fieldsOf(provider).includes(asked),
    ask: ({ provider, fields }, frame) => {
      const { name } = asked;
      const value = known ? fieldOf(known, name) : preset.fields?.[name];
      const given = (value: string) => ({ value: { fields: { ...fields, [name]: value } } });
      if (asked.choices) {
        const chosen = fields?.[name] ?? (known && (typeof value === 'string' ? value : ''));
        const items = asked.choices(chosen).map(({ label, detail, value }) => ({
          label: asLabel(label),
          detail: asLabel(detail),
          value,
        }));
        const active = items.find(({ value }) => value === chosen);
        const picked = pickStep(parts, { title, ...frame }, { placeholder: asked.prompt(), items, active });
        return picked.then((step) => (typeof step === 'string' ? step : given(step.value.value)));
      }
      const typedIn = textStep(
        parts,
        { title, ...frame },
        {
          prompt: asked.prompt(),
          ...(asked.placeholder && { placeholder: asked.placeholder() }),
          value: typeof value === 'string' ? value : '',
          ...(asked.problem && { problem: asked.problem }),
          page: asked.isOnKeyPage && keyPageOf(provider),
        },
      );
      return typedIn.then((step) => (typeof step === 'string' ? step : given(step.value)));
    },
  });
  const addressOfKey = ({ provider, baseUrl }: ConnectionDraft) => baseUrl ?? knownAddress ?? defaultAddress(provider);
  return runSteps<ConnectionDraft>(known ? { provider: known.provider } : preset, [
    {
      when: () => !known && !preset.provider,
      // How many steps follow depends on the service.
      ask: ({ provider }, { of: _, ...frame }) => pickProvider(parts, { title, ...frame }, provider),
    },
    {
      ask: (_, frame) =>
        named(
          'name',
          textStep(
            parts,
            { title, ...frame },
            {
              prompt: t('Name of this connection, as shown in the list'),
              placeholder: t('for example, the name of your organization'),
              value: known?.name ?? '',
              problem: (text) => (text === '' ? t('Enter a name.') : undefined),
            },
          ),
        ),
    },
    {
      when: () => knownAddress !== undefined,
      ask: (_, frame) =>
        named(
          'baseUrl',
          textStep(
            parts,
            { title, ...frame },
            {
              prompt: t('Address of the service'),
              placeholder: plain(defaultAddress(known?.provider) ?? ''),
              value: knownAddress ?? '',
              problem: (text) =>
                isSafeBaseUrl(text)
                  ? undefined
                  : t('The address must start with https. http is allowed only for this computer.'),
            },
          ),
        ),
    },
    ...Object.values(vendorForms)
      .flatMap(({ fields }): readonly FormField[] => fields)
      .map((asked) => fieldStep(asked)),
    {
      when: (state) => addressOfKey(state) !== undefined && !preset.key,
      ask: async (state, frame) => {
        const address = addressOfKey(state) ?? '';
        // A key that was typed for one address is not offered to another.
        const remember = (text: string) => {
          keyAddress = address;
          frame.remember?.(text);
        };
        const typed = keyAddress === address ? frame.typed : undefined;
        const step = await keyStep(
          parts,
          { title, ...frame, typed, remember },
          { ...state, address },
          known !== undefined,
        );
        return typeof step === 'string' ? step : { value: { key: step.value } };
      },
    },
  ]);
}

function defaultAddress(provider: ProviderKind | undefined): string | undefined {
  return provider && factsOf({ provider }).defaultBaseUrl;
}

function hostOf(address = ''): string | undefined {
  return URL.parse(address)?.host;
}

/** The vendor's page that says where keys are found. */
function keyPageOf(provider: ProviderKind | undefined): WebPage | undefined {
  const address = provider && factsOf({ provider }).keyPage;
  return address ? { address, name: t('Open {0} in Browser', hostOf(address) ?? '') } : undefined;
}

/**
 * Asks for a key, and says which host it goes to. The key comes back bound to that address: nobody works out later where
 * it belongs.
 */
export async function keyStep(
  parts: { readonly prompts: Prompts },
  frame: StepFrame,
  { address, provider }: { readonly address: string; readonly provider?: ProviderKind },
  mayStay: boolean,
): Promise<StepResult<BoundKey>> {
  const { host, origin } = new URL(address);
  const prompt = t('API key for {0}. It’s stored in VS Code’s secret storage and sent only to this address.', host);
  // Another host has its own keys.
  const isVendors = provider && defaultAddress(provider) !== undefined && host === hostOf(defaultAddress(provider));
  const where = isVendors ? wordsOf({ provider }).whereKeysAre() : undefined;
  const typed = await textStep(parts, frame, {
    prompt: where ? sentences(prompt, where) : prompt,
    page: isVendors ? keyPageOf(provider) : undefined,
    ...(mayStay && { placeholder: t('leave empty to keep the stored API key') }),
    password: true,
    problem: (text) => {
      if (text === '') return mayStay ? undefined : t('Enter the API key.');
      return isKeyShaped(text) ? undefined : t('This isn’t an API key. It contains spaces or special characters.');
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
  const result = await pickStep(parts, frame, { placeholder: t('Select a service'), items, active });
  return typeof result === 'string' ? result : { value: { provider: result.value.provider } };
}
