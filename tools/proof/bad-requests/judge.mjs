/** What is wrong with the reply to a bad request; `undefined` when nothing is. */
export const fault = (request, reply, { canary }) => {
  if (reply.isLate) return 'neither a reply nor a closed connection in time';
  if (reply.isClosed) return request.mayClose ? undefined : 'the connection was closed without a reply';
  const { status, headers, body } = reply;
  if (!(status >= 400 && status < 500)) return `the status is ${status}`;
  if (body.includes(canary)) return 'the reply quotes the body of the request';
  // A refusal before there is a request, by the parser of HTTP, is not one of an operation.
  if (!request.isWhole) return undefined;
  if (!headers.has('opc-request-id')) return 'the reply has no opc-request-id';
  if (request.method === 'HEAD') return undefined;
  return isOciError(body) ? undefined : `the body is no error of OCI: ${body.slice(0, 200)}`;
};

const isOciError = (body) => {
  try {
    const { code, message } = JSON.parse(body);
    return /^[A-Z][A-Za-z]+$/.test(code) && typeof message === 'string' && message !== '';
  } catch {
    return false;
  }
};
