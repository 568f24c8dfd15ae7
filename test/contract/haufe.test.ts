import { makeHaufe } from './harness.ts';
import { providerContract } from './providerContract.ts';
import { providerRefusals } from './providerRefusals.ts';

providerContract('Haufe', makeHaufe);
providerRefusals('Haufe', makeHaufe);
