import { makeHaufe } from './harness.ts';
import { providerContract } from './providerContract.ts';

providerContract('Haufe', makeHaufe);
