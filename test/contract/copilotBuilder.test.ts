import { makeCopilotBuilder } from './harness.ts';
import { providerContract } from './providerContract.ts';
import { providerRefusals } from './providerRefusals.ts';

providerContract('CopilotBuilder', makeCopilotBuilder);
providerRefusals('CopilotBuilder', makeCopilotBuilder);
