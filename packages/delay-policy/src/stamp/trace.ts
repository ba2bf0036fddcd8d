/** Version, trace id, parent id, flags. What is anything else is no trace, and no reason to give a message up. */
const TRACE = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;

export const isTrace = (text: string): boolean => TRACE.test(text);
