import type { Frame } from '../frames/frame.js';
import type { Session } from '../session.js';

/** Carries a frame out at once. @throws StompError or OciError when it is refused: the client gets an ERROR, and the connection ends */
export type Command = (frame: Frame, session: Session) => void;
