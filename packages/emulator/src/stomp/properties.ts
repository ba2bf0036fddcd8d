import type { Modes } from '../limits/modes.js';
import type { Frame } from './frames/frame.js';

/** Seen in comments of samples only; see mode `stompProperties`. */
const PROPERTY = 'x-oci-custom-properties-';
type Mode = Pick<Modes, 'stompProperties'>;

/** The names of headers that stand for custom properties, as far as the mode lets them pass. */
export const propertyHeaders = ({ headers }: Frame, { stompProperties }: Mode): readonly string[] =>
  stompProperties === 'hidden' ? [] : [...headers.keys()].filter((name) => name.startsWith(PROPERTY));

export const propertiesOf = (
  frame: Frame,
  names: readonly string[],
): { readonly properties?: Readonly<Record<string, string>> } =>
  names.length === 0
    ? {}
    : {
        properties: Object.fromEntries(
          names.map((name) => [name.slice(PROPERTY.length), frame.headers.get(name) ?? '']),
        ),
      };

export const headersOfProperties = (
  properties: Readonly<Record<string, string>> | undefined,
  { stompProperties }: Mode,
): Readonly<Record<string, string>> =>
  stompProperties === 'hidden'
    ? {}
    : Object.fromEntries(
        Object.entries(properties ?? {}).map(([name, value]) => [`${PROPERTY}${name}`, value]),
      );
