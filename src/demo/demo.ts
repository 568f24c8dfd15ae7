/**
 * The demo plays both vendors' documented HTTP contracts in-process: no port is opened and nothing leaves the editor.
 * It is a reading of the contracts of its own and knows nothing of the code that speaks them.
 */
import { guideAssistantId, licenseAssistantId, shortAssistantId } from './contracts/haufe.ts';
import type { DemoLanguage } from './library/options.ts';
import { demoWords } from './library/words.ts';

export {
  demoCopilotBuilderBaseUrl,
  demoCopilotBuilderFetch,
  demoDeploymentId,
} from './contracts/copilotBuilderFetch.ts';
export { guideAssistantId, licenseAssistantId, shortAssistantId } from './contracts/haufe.ts';
export { feedbackFields as demoFeedbackFields } from './contracts/haufeFeedback.ts';
export { demoHaufeBaseUrl, demoHaufeFetch } from './contracts/haufeFetch.ts';
export type { DemoLanguage } from './library/options.ts';

/** The key of the demo: both contracts want one, and the demo takes any. */
export const demoKey = 'demo';

/** The licence that two Haufe-style assistants of the demo want, as some of the vendor's do; the demo takes any. */
export const demoLicense = 'PI-DEMO';

/** Questions that the guide answers well. */
export function demoExamples(language: DemoLanguage): readonly [string, string, string] {
  return demoWords[language].examples;
}

/** Returns the description of an assistant of the demo; Haufe's contract has no field for it. */
export function demoDescription(language: DemoLanguage, assistantId: string): string | undefined {
  const { guideDescription, shortDescription, licenseDescription } = demoWords[language];
  if (assistantId === guideAssistantId) return guideDescription;
  if (assistantId === licenseAssistantId) return licenseDescription;
  return assistantId === shortAssistantId ? shortDescription : undefined;
}
