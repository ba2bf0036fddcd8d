/** How time runs while nobody moves it. */
export interface Course {
  /** Queue time for each real millisecond, above 0. */
  readonly rate: number;
  /** Time stands still, and skips nothing; the rate is kept for later. */
  readonly isFrozen: boolean;
}

export const RUNNING: Course = { rate: 1, isFrozen: false };

/** 0 while time stands still. */
export const rateOf = ({ rate, isFrozen }: Course): number => (isFrozen ? 0 : rate);

export const courseOf = ({ rate, isFrozen }: Course): Course => ({ rate, isFrozen });
