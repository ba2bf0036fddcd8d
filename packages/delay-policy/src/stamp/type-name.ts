const TYPE_NAME = /^[!-~]{1,128}$/;

/** Names are compared and shown, in any language and on any screen: 1 to 128 printable ASCII characters, without spaces. */
export const isTypeName = (text: string): boolean => TYPE_NAME.test(text);

export const TYPE_RULE = 'is not 1 to 128 printable ASCII characters without spaces';
