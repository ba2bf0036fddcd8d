import type { FastifyRequest } from 'fastify';

type Properties = Readonly<Record<string, string>>;

interface PutBody {
  readonly messages: readonly {
    readonly metadata?: { readonly customProperties?: Properties | null } | null;
  }[];
}
interface BatchBody {
  readonly entries: readonly unknown[];
}

const NONE: Properties = {};

/** The custom properties of the messages that a call puts or names by receipt, in order. For a request whose shape was checked. */
export const messageProperties = ({ call, body }: FastifyRequest): readonly Properties[] => {
  switch (call.op) {
    case 'PutMessages':
      return (body as PutBody).messages.map(({ metadata }) => metadata?.customProperties ?? NONE);
    case 'UpdateMessage':
    case 'DeleteMessage':
      return [NONE];
    case 'UpdateMessages':
    case 'DeleteMessages':
      return (body as BatchBody).entries.map(() => NONE);
    default:
      return [];
  }
};
