/** A number in [0, 1). Injected, so that a seed replays a run. */
export type RandomSource = () => number;
