import type { FastifyRequest } from 'fastify';
import type { EmulatorContext } from '../http/emulator-context.js';

type Properties = Readonly<Record<string, string>>;

interface PutBody {
  readonly messages: readonly {
    readonly metadata?: { readonly customProperties?: Properties | null } | null;
  }[];
}
interface ReceiptBody {
  readonly entries: readonly { readonly receipt: string }[];
}
interface ReceiptParams {
  readonly queueId: string;
  readonly receipt: string;
}

const NONE: Properties = {};

/**
 * The custom properties of the messages that a call puts or names by receipt, in order; those behind receipts only when a rule
 * asks for properties. For a request whose shape was checked. @throws OciError as the operation itself would
 */
export const messageProperties = (
  request: FastifyRequest,
  context: EmulatorContext,
): readonly Properties[] => {
  const { call, body } = request;
  if (call.op === 'PutMessages') {
    return (body as PutBody).messages.map(({ metadata }) => metadata?.customProperties ?? NONE);
  }
  const receipts = receiptsOf(request);
  if (receipts.length === 0 || !context.faults.wantsProperties) return receipts.map(() => NONE);
  const { queueId } = request.params as ReceiptParams;
  const { consumerGroupId } = request.query as { readonly consumerGroupId?: string };
  const address = context.queues.address(queueId, consumerGroupId);
  const { live, group } = address;
  return receipts.map((receipt) => {
    const sequence = context.receipts.read(address, receipt)?.sequence;
    const [copy] = sequence === undefined ? [] : live.look({ group, sequence });
    return copy?.message.properties ?? NONE;
  });
};

const receiptsOf = ({ call, params, body }: FastifyRequest): readonly string[] => {
  switch (call.op) {
    case 'UpdateMessage':
    case 'DeleteMessage':
      return [(params as ReceiptParams).receipt];
    case 'UpdateMessages':
    case 'DeleteMessages':
      return (body as ReceiptBody).entries.map(({ receipt }) => receipt);
    default:
      return [];
  }
};
