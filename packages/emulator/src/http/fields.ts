import { invalidParameter } from './oci-error.js';

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Reads the fields of one JSON object. Every error names the place, the value and what is allowed there. */
export class Fields {
  readonly #object: Readonly<Record<string, unknown>>;
  readonly #known: string[] = [];

  /** `path`: where the object is, such as `rules[2]`. @throws OciError 400 when it is no object */
  constructor(
    private readonly path: string,
    value: unknown,
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw invalidParameter(`${path} is ${shown(value)}. Write an object.`);
    }
    this.#object = value as Readonly<Record<string, unknown>>;
  }

  number(name: string, { min, max }: Range, options?: { readonly isWhole?: boolean }): number | undefined {
    return this.#read(name, `a ${options?.isWhole ? 'whole ' : ''}number from ${min} to ${max}`, (value) =>
      typeof value === 'number' &&
      value >= min &&
      value <= max &&
      (!options?.isWhole || Number.isInteger(value))
        ? value
        : undefined,
    );
  }

  wholeNumber(name: string, range: Range): number | undefined {
    return this.number(name, range, { isWhole: true });
  }

  flag(name: string): boolean | undefined {
    return this.#read(name, 'true or false', (value) => (typeof value === 'boolean' ? value : undefined));
  }

  oneOf<const T extends string | number>(name: string, allowed: readonly T[]): T | undefined {
    return this.#read(name, `one of ${allowed.join(', ')}`, (value) =>
      allowed.find((each) => each === value),
    );
  }

  text(name: string, pattern: RegExp, described: string): string | undefined {
    return this.#read(name, described, (value) =>
      typeof value === 'string' && pattern.test(value) ? value : undefined,
    );
  }

  list(name: string, described: string, max: number): readonly unknown[] | undefined {
    return this.#read(name, `a list of 1 to ${max} ${described}`, (value) =>
      Array.isArray(value) && value.length > 0 && value.length <= max ? (value as unknown[]) : undefined,
    );
  }

  texts(name: string, described: string): readonly string[] | undefined {
    return this.list(name, described, MAX_LIST)?.map((value, index) => {
      if (typeof value === 'string' && value !== '') return value;
      throw invalidParameter(`${this.path}.${name}[${index}] is ${shown(value)}. Write a text.`);
    });
  }

  textMap(name: string): Readonly<Record<string, string>> | undefined {
    return this.#read(name, 'an object of texts with at least one', (value) =>
      isTextMap(value) ? value : undefined,
    );
  }

  /** @throws OciError 400 for a field that nothing has asked for */
  checkNames(): void {
    const unknown = Object.keys(this.#object).find((name) => !this.#known.includes(name));
    if (unknown === undefined) return;
    throw invalidParameter(
      `${this.path} has a field ${shown(unknown)}, which means nothing there. The fields are ${this.#known.join(', ')}.`,
    );
  }

  #read<T>(name: string, described: string, read: (value: unknown) => T | undefined): T | undefined {
    this.#known.push(name);
    const value = Object.hasOwn(this.#object, name) ? this.#object[name] : undefined;
    if (value === undefined) return undefined;
    const result = read(value);
    if (result !== undefined) return result;
    throw invalidParameter(`${this.path}.${name} is ${shown(value)}. Write ${described}.`);
  }
}

const MAX_LIST = 100;
const SHOWN_CHARACTERS = 60;

const isTextMap = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length > 0 &&
  Object.values(value).every((each) => typeof each === 'string');

/** Plans are written by people, so their values may be shown; a long text is cut, and nothing is gone into. */
const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
};
