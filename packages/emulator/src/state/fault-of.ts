import type { FastifyRequest } from 'fastify';

/** What is wrong with a value; undefined: nothing. The text names the field and the rule, never the value. */
export type FaultOf = (value: unknown, schema: object) => string | undefined;

/** Checks with the validator that checks the bodies of requests. */
export const faultFinder =
  (request: Pick<FastifyRequest, 'compileValidationSchema'>): FaultOf =>
  (value, schema) => {
    const validate = request.compileValidationSchema(schema);
    if (validate(value)) return undefined;
    const [{ instancePath = '', message = '' } = {}] = validate.errors ?? [];
    return `${instancePath.slice(1) || 'it'} ${message}`;
  };
