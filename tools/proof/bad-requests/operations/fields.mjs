/** What values a field or a parameter takes. */
export const text = (min, max) => ({ type: 'text', min, max });
export const whole = (min, max) => ({ type: 'whole', min, max });
export const choice = (...values) => ({ type: 'choice', values });
export const required = (field) => ({ ...field, isRequired: true });

export const TAGS = { freeformTags: { type: 'object' }, definedTags: { type: 'object' } };
export const QUEUE_FIELDS = {
  displayName: text(1, 255),
  visibilityInSeconds: whole(1, 43_200),
  timeoutInSeconds: whole(0, 30),
  deadLetterQueueDeliveryCount: whole(0, 20),
  channelConsumptionLimit: whole(1, 100),
  customEncryptionKeyId: { type: 'text' },
  capabilities: { type: 'capabilities' },
  ...TAGS,
};
export const LIST_QUERY = { limit: whole(1, 1_000), page: { type: 'token' } };
