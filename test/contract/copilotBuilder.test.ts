import { makeCopilotBuilder } from './harness.ts';
import { providerContract } from './providerContract.ts';

providerContract('CopilotBuilder', makeCopilotBuilder);
