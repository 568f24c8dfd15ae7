import * as v from 'valibot';
import { isSafeBaseUrl, type ProviderKind } from '../../chat/model/connection.ts';
import { vendors } from '../../chat/model/vendors.ts';
import { plain, type Sentence, t } from '../platform/words.ts';

/** A choice, and the value that it puts into the setting; empty: none. */
interface FormChoice {
  readonly label: Sentence;
  readonly detail: Sentence;
  readonly value: string;
}

/** A line of text that the wizard asks for, or a choice, under its name in the setting. */
export interface FormField {
  readonly name: string;
  prompt(): Sentence;
  /**
   * Returns the choices, instead of a line of text. `known`: the setting's value, undefined for a new connection; the
   * first is usual.
   */
  choices?(known: string | undefined): readonly FormChoice[];
  placeholder?(): Sentence;
  /** Whether it can be looked up on the page about API keys. */
  readonly isOnKeyPage?: true;
  /** Returns why the text cannot be taken, or undefined. */
  problem?(text: string): Sentence | undefined;
}

interface VendorForm {
  /** The schema of an entry of the `connections` setting. */
  readonly schema: v.GenericSchema<unknown, { readonly provider: ProviderKind }>;
  /** The fields beside name, address and key. */
  readonly fields: readonly FormField[];
}

/** The id of a connection. */
export const slug = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));
const optionalText = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200)));
const url = v.pipe(v.string(), v.trim(), v.check(isSafeBaseUrl));
const withoutTrailingSlash = v.transform((text: string) => text.replace(/\/+$/, ''));
const address = (base: string) => v.optional(v.pipe(url, withoutTrailingSlash), base);
const rate = (most: number) =>
  v.pipe(
    v.number(),
    v.check((times) => times > 0),
    v.maxValue(most),
  );
const flag = v.optional(v.boolean());
const fieldName = v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z_]\w{0,79}$/)));

/** Settings of a connection under names that a vendor made, `constructor` as good as any other. */
const textByName = v.custom<Readonly<Record<string, string>>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === 'string'),
);

/**
 * The schema of each kind of connection in the settings, and the fields that Add Connection and Edit Connection ask
 * for.
 */
export const vendorForms = {
  haufe: {
    schema: v.object({
      id: slug,
      provider: v.literal('haufe'),
      name,
      baseUrl: address(vendors.haufe.defaultBaseUrl),
      license: optionalText,
      licenses: v.optional(textByName),
      userId: v.pipe(
        v.optional(v.pipe(v.string(), v.trim(), v.regex(/^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})?$/i))),
        v.transform((id) => id || undefined),
      ),
      sourceLink: v.optional(v.object({ license: v.string(), authRealm: v.optional(v.string()) })),
      rateLimit: v.optional(v.object({ perSecond: rate(1_000), perMinute: rate(60_000) })),
      feedbackFields: v.optional(v.object({ reason: fieldName, comment: fieldName })),
      attachmentBaseUrl: v.optional(url),
      allowTool: flag,
      allowMcp: flag,
    }),
    fields: [
      {
        name: 'license',
        prompt: () =>
          t(
            'License (product number), as named by your Haufe contact person. Optional. With a wrong license, answers silently get worse.',
          ),
        placeholder: () => plain('PI…'),
      },
      {
        name: 'userId',
        prompt: () => t('Whose conversations do you want to see?'),
        choices: (known) => [
          {
            label: t('Only my conversations'),
            detail: t(
              'A user ID is created for this connection and sent with conversations, single questions, and files. Use the same ID on your other computers.',
            ),
            value: known || crypto.randomUUID(),
          },
          {
            label: t('All conversations of this API key'),
            detail: t('Everyone who uses the API key can read and delete your conversations, and you theirs.'),
            value: '',
          },
        ],
      },
    ],
  },
  copilotBuilder: {
    schema: v.object({
      id: slug,
      provider: v.literal('copilotBuilder'),
      name,
      baseUrl: address(vendors.copilotBuilder.defaultBaseUrl),
      deploymentId: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
      allowTool: flag,
    }),
    fields: [
      {
        name: 'deploymentId',
        prompt: () => t('Deployment ID. It’s shown with the API deployment in CopilotBuilder.'),
        isOnKeyPage: true,
        problem: deploymentIdProblem,
      },
    ],
  },
  demo: { schema: v.object({ id: slug, provider: v.literal('demo'), name, allowTool: flag }), fields: [] },
} satisfies Record<ProviderKind, VendorForm>;

/** The entry of the connection that Try the Demo adds, without its id. */
export const demoEntry = { provider: 'demo', name: 'Demo' } as const;

export function fieldsOf(provider: ProviderKind | undefined): readonly FormField[] {
  return provider === undefined ? [] : vendorForms[provider].fields;
}

function deploymentIdProblem(text: string): Sentence | undefined {
  if (text === '') return t('Enter the deployment ID.');
  return /\s/.test(text)
    ? t('A deployment ID can’t contain spaces. Copy it from your API deployment in CopilotBuilder.')
    : undefined;
}
