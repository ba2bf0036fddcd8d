/** How large a frame may be. All are kept while it is being read: a frame that is too large is refused before it is complete. */
export interface FrameBounds {
  /** Command and headers together; a receipt has 300 bytes. */
  readonly headBytes: number;
  readonly headers: number;
  readonly bodyBytes: number;
}

/** No client needs more; properties that travel as headers do, when they are allowed. */
export const HEAD_BOUNDS = { headBytes: 16_384, headers: 64 } as const;

/** The longest name of a command, and some blanks. */
export const COMMAND_BYTES = 16;
