import { describe, expect, it } from 'vitest';
import { askForConnection } from '../../src/host/connections/connectionWizard.ts';
import { wordsOf } from '../../src/host/platform/vendorWords.ts';
import { pickStep, runSteps, type Step, textStep } from '../../src/host/platform/wizard.ts';
import { asLabel, t } from '../../src/host/platform/words.ts';
import { type Answer, back, scriptedPrompts } from './scriptedPrompts.ts';

/** Gives one answer after the other; at the end the person gives up. */
function inOrder(...answers: readonly string[]): Answer {
  const left = [...answers];
  return () => left.shift();
}

const items = [{ label: asLabel(t('One')) }, { label: asLabel(t('Two')) }];

/** A choice, a text that has to be there, another text. */
function steps(...answers: readonly string[]) {
  const { prompts, shown } = scriptedPrompts(inOrder(...answers));
  const title = t('Title');
  type Given = { choice?: string; first?: string; second?: string };
  const asking = (ask: Step<Given>['ask']): Step<Given> => ({ ask });
  const given = runSteps<Given>({}, [
    asking(async (_, frame) => {
      const step = await pickStep({ prompts }, { title, ...frame }, { placeholder: t('Which?'), items });
      return typeof step === 'string' ? step : { value: { choice: step.value.label } };
    }),
    asking(async (_, frame) => {
      const problem = (text: string) => (text === '' ? t('Please enter a value.') : undefined);
      const step = await textStep({ prompts }, { title, ...frame }, { prompt: t('First?'), problem });
      return typeof step === 'string' ? step : { value: { first: step.value } };
    }),
    asking(async (_, frame) => {
      const step = await textStep({ prompts }, { title, ...frame }, { prompt: t('Second?'), value: 'preset' });
      return typeof step === 'string' ? step : { value: { second: step.value } };
    }),
  ]);
  const fields = () => shown.filter(({ as }) => as === 'input').map(({ text, detail }) => [text, detail]);
  return { given, shown, fields };
}

describe('a wizard', () => {
  it('gathers what its steps give', async () => {
    const { given } = steps('Two', ' one ', 'two');
    expect(await given).toEqual({ choice: 'Two', first: 'one', second: 'two' });
  });

  it('shows what was typed in a step that was left by Back, forwards and backwards, without being told to', async () => {
    const { given, fields } = steps('One', `half${back}`, 'Two', 'half done', `other${back}`, 'done', 'other');
    expect(await given).toEqual({ choice: 'Two', first: 'done', second: 'other' });
    expect(fields()).toEqual([
      ['First?', ''],
      ['First?', 'half'],
      ['Second?', 'preset'],
      ['First?', 'half done'],
      ['Second?', 'other'],
    ]);
  });

  it('keeps a field that was emptied empty', async () => {
    const { given, fields } = steps('One', 'one', back, 'one', 'two');
    await given;
    expect(fields().at(-1)).toEqual(['Second?', '']);
  });

  it('has no way back from its first step, and gives nothing when it is given up', async () => {
    expect(await steps(back).given).toBeUndefined();
    expect(await steps('One').given).toBeUndefined();
  });

  it('does not take a text while something is wrong with it', async () => {
    const { given, shown } = steps('One', '');
    expect(await given).toBeUndefined();
    expect(shown.at(-1)).toEqual({ as: 'problem', text: 'Please enter a value.' });
  });
});

describe('the steps of a connection', () => {
  const seen = async (...answers: readonly string[]) => {
    const { prompts, shown } = scriptedPrompts(inOrder(...answers));
    await askForConnection({ prompts }, t('Add Connection'));
    return shown;
  };

  it('counts the steps as soon as it is known which service it is', async () => {
    const haufe = await seen(name('haufe'), 'Tax', 'PI123', mine, key);
    expect(haufe.map(({ step }) => step)).toEqual([undefined, '2/5', '3/5', '4/5', '5/5']);
    const copilotBuilder = await seen(name('copilotBuilder'), 'Contracts', `id${back}`, 'Contracts', 'id', key);
    expect(copilotBuilder.map(({ step }) => step)).toEqual([undefined, '2/4', '3/4', '2/4', '3/4', '4/4']);
  });

  it('leads to the vendor’s page where a deployment ID and an API key can be looked up', async () => {
    const pages = async (...answers: readonly string[]) => (await seen(...answers)).map(({ page }) => page);
    const help = 'https://copilotbuilder.ai/help/chat-api';
    expect(await pages(name('copilotBuilder'), 'Contracts', 'id', key)).toEqual([undefined, undefined, help, help]);
    expect((await pages(name('haufe'), 'Tax', 'PI123', mine, key)).at(-1)).toBe('https://portal.haufe.ai');
  });

  const key = 'k'.repeat(40);
  const mine = 'Only my conversations';
  const name = (provider: 'haufe' | 'copilotBuilder'): string => wordsOf({ provider }).name();
  const asked = async (...answers: readonly string[]) => {
    const { prompts, shown } = scriptedPrompts(inOrder(...answers));
    const draft = await askForConnection({ prompts }, t('Add Connection'));
    return { draft, fields: shown.filter(({ as }) => as === 'input').map(({ detail }) => detail) };
  };

  it('shows every field of a connection again as it was left by Back', async () => {
    const { draft, fields } = await asked(
      ...[name('haufe'), 'Tax', `PI123${back}`, 'Taxes', 'PI123', mine, `${key}${back}`, mine, key],
    );
    expect(fields).toEqual(['', '', 'Tax', 'PI123', '', key]);
    expect(draft).toMatchObject({ provider: 'haufe', name: 'Taxes' });
  });

  it('does not offer a key that was typed for one address where another one is asked for', async () => {
    const { fields } = await asked(
      ...[
        name('haufe'),
        'Tax',
        'PI123',
        mine,
        `${key}${back}`,
        back,
        back,
        back,
        name('copilotBuilder'),
        'Tax',
        'id',
        key,
      ],
    );
    expect(fields.filter((text) => text === key)).toEqual([]);
  });
});
