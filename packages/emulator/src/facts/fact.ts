/**
 * How well a fact is known. `documented`: Oracle says so. `observed`: seen on the live service by somebody who published it.
 * `in SDK code`: read in the source of an SDK or of another repository. `verified`: the real SDK was run against a server of
 * ours. `reported`: a third party says so. `assumed`: inferred, and what we chose. `unknown`: nobody says.
 */
export type FactConfidence =
  'documented' | 'observed' | 'in SDK code' | 'verified' | 'reported' | 'assumed' | 'unknown';

/** One thing that is known, or is known to be unknown, about OCI Queue or its SDKs. */
export interface Fact {
  readonly text: string;
  readonly confidence: FactConfidence;
  readonly source: string;
  /** Why no test shows it; absent: at least one test must. */
  readonly untested?: string;
}
