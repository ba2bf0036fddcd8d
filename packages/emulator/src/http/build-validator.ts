import { Ajv, type ValidateFunction } from 'ajv';
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

/** A schema is compiled for the first value that comes: in most runs most of them see none, and a start would wait for all. */
export const buildValidator = (): FastifySchemaCompiler<object> => {
  const ajv = new Ajv(OPTIONS);
  return ({ schema }) => {
    let compiled: ValidateFunction | undefined;
    const validate: ReturnType<FastifySchemaCompiler<object>> = (value: unknown) => {
      compiled ??= ajv.compile(schema);
      const isValid = compiled(value);
      validate.errors = compiled.errors ?? null;
      return isValid;
    };
    return validate;
  };
};
