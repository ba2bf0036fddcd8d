import { createRequire } from 'node:module';
import type { Ajv, ValidateFunction } from 'ajv';
import type { FastifySchemaCompiler } from 'fastify';

/** Values are judged as they were sent: a number is not a text, and nothing is taken out or filled in. */
const OPTIONS = {
  coerceTypes: false,
  removeAdditional: false,
  useDefaults: false,
  allowUnionTypes: true,
  // The schemas are our own, each is tried by tests: none needs to be checked at every start.
  meta: false,
  validateSchema: false,
} as const;

const require = createRequire(import.meta.url);

/** Loading the library takes a sixth of a start, and validators cannot wait for an `import`. */
const loadAjv = (): Ajv => {
  const { Ajv: Library } = require('ajv') as { readonly Ajv: new (options: typeof OPTIONS) => Ajv };
  return new Library(OPTIONS);
};

/** A schema is compiled for the first value that comes: in most runs most of them see none, and a start would wait for all. */
export const buildValidator = (): FastifySchemaCompiler<object> => {
  let ajv: Ajv | undefined;
  return ({ schema }) => {
    let compiled: ValidateFunction | undefined;
    const validate: ReturnType<FastifySchemaCompiler<object>> = (value: unknown) => {
      compiled ??= (ajv ??= loadAjv()).compile(schema);
      const isValid = compiled(value);
      validate.errors = compiled.errors ?? null;
      return isValid;
    };
    return validate;
  };
};
