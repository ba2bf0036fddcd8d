export const CAPABILITIES = ['CONSUMER_GROUPS', 'LARGE_MESSAGES'] as const;

/** What a queue can do beyond the plain ones. */
export type Capability = (typeof CAPABILITIES)[number];

/** As a queue shows it: what was said about the primary group when it was added is not told again (documented). */
export const capabilityDocument = (type: Capability) => {
  switch (type) {
    case 'CONSUMER_GROUPS':
      return {
        type,
        isPrimaryConsumerGroupEnabled: null,
        primaryConsumerGroupDisplayName: null,
        primaryConsumerGroupFilter: null,
        primaryConsumerGroupDeadLetterQueueDeliveryCount: null,
      };
    case 'LARGE_MESSAGES':
      return { type };
    default:
      return type satisfies never;
  }
};
