import type { Fact } from './fact.js';
import { SECTION_1 } from './section-1.js';
import { SECTION_2 } from './section-2.js';
import { SECTION_3 } from './section-3.js';
import { SECTION_4 } from './section-4.js';
import { SECTION_5 } from './section-5.js';
import { SECTION_6 } from './section-6.js';
import { SECTION_7 } from './section-7.js';
import { SECTION_8_API } from './section-8-api.js';
import { SECTION_8_SDK } from './section-8-sdk.js';

const ALL = {
  ...SECTION_1,
  ...SECTION_2,
  ...SECTION_3,
  ...SECTION_4,
  ...SECTION_5,
  ...SECTION_6,
  ...SECTION_7,
  ...SECTION_8_API,
  ...SECTION_8_SDK,
};

/** `F`, the number of a section and a word, as in the names of tests: `peek counts (F3.peek)`. */
export type FactId = keyof typeof ALL;

/**
 * What is known about OCI Queue, in sections: 1 limits, 2 channels, 3 delivery, 4 ids, 5 errors, 6 consumer groups and large
 * messages, 7 STOMP, 8 REST, signatures and SDKs. Each is shown by a test that names it, or says why it is not.
 */
export const FACTS: Readonly<Record<FactId, Fact>> = ALL;
