import { onlyHeaders } from '../frames/header-fields.js';
import type { Command } from './command.js';

/** The last frame of a connection, which ends when the RECEIPT has been sent. */
export const disconnect: Command = (frame) => onlyHeaders(frame, []);
