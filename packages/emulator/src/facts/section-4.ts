import type { Fact } from './fact.js';

/** Message ids in JavaScript. */
export const SECTION_4 = {
  'F4.shape': {
    text: 'Ids are n times 2^53 plus a counter, sent as bare JSON integers.',
    confidence: 'observed',
    source: 'output published from ap-tokyo-1, 2024, and sa-saopaulo-1, 2023',
  },
  'F4.rounded': {
    text: 'JavaScript rounds such ids, so that neighbours become equal.',
    confidence: 'verified',
    source: 'oci-queue 2.139.1',
  },
  'F4.sdk-as-is': {
    text: 'The TypeScript SDK does nothing about it.',
    confidence: 'verified',
    source: 'oci-queue 2.139.1',
  },
  'F4.tracing-only': {
    text: 'An id is for tracing: no operation takes one.',
    confidence: 'documented',
    source: 'OCI Queue API reference',
    untested: 'no request can name an id',
  },
  'F4.lossless': {
    text: 'An httpClient of our own keeps every digit for the TypeScript SDK.',
    confidence: 'verified',
    source: 'oci-queue 2.139.1',
  },
  'F4.other-sdks': {
    text: 'The SDKs for Python, Java and Go keep ids exact.',
    confidence: 'in SDK code',
    source: 'oci-python-sdk, oci-java-sdk, oci-go-sdk',
    untested: 'shown by tools/interop for all three, outside of Jest',
  },
} as const satisfies Readonly<Record<`F4.${string}`, Fact>>;
