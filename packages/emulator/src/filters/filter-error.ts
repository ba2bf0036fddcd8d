import { invalidParameter, type OciError } from '../http/oci-error.js';

const SUPPORTED =
  'Supported are :key (the property is there), :key = "text", :key with =, <, <=, > or >= and a number, AND, OR and parentheses: ' +
  'no more of the language is known.';

/** @param position of the first character that does not fit, from 0 */
export const filterError = (problem: string, position: number): OciError =>
  invalidParameter(`The filter cannot be read at character ${position + 1}: ${problem}. ${SUPPORTED}`);
