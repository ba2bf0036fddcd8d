import type { Fact } from './fact.js';

const ERRORS = 'OCI documentation, API errors';
const MODELS = 'oci-queue 2.139.1, models';

/** Errors. */
export const SECTION_5 = {
  'F5.body': {
    text: 'An error is JSON with code and message, and has an opc-request-id.',
    confidence: 'documented',
    source: ERRORS,
  },
  'F5.not-json': {
    text: 'A body that is not JSON makes the SDK report the service code "None".',
    confidence: 'verified',
    source: 'oci-common 2.139.1',
  },
  'F5.parameter': {
    text: 'A bad parameter is a 400, InvalidParameter.',
    confidence: 'documented',
    source: ERRORS,
  },
  'F5.limit-code': {
    text: 'A limit that is reached is a 400, LimitExceeded.',
    confidence: 'documented',
    source: ERRORS,
  },
  'F5.related': {
    text: 'A related resource that cannot be seen is a 400, RelatedResourceNotAuthorizedOrNotFound.',
    confidence: 'documented',
    source: ERRORS,
  },
  'F5.signature': {
    text: 'A bad signature, or a clock more than five minutes off, is a 401, NotAuthenticated.',
    confidence: 'documented',
    source: ERRORS,
  },
  'F5.not-found': {
    text: 'A queue that does not exist, or that the caller may not see, is a 404, NotAuthorizedOrNotFound.',
    confidence: 'documented',
    source: ERRORS,
  },
  'F5.state': {
    text: 'A resource that is not in a fitting state is a 409, IncorrectState.',
    confidence: 'documented',
    source: ERRORS,
  },
  'F5.stale-receipt': {
    text: 'A receipt that is stale or unknown is a 409; its code is not known.',
    confidence: 'observed',
    source: 'output published from sa-saopaulo-1, 2023',
  },
  'F5.retry-token': {
    text: 'A retry token that comes again with another body is a 409, InvalidatedRetryToken.',
    confidence: 'documented',
    source: ERRORS,
  },
  'F5.etag': {
    text: 'An if-match that does not match is a 412, NoEtagMatch.',
    confidence: 'documented',
    source: ERRORS,
  },
  'F5.throttled': {
    text: 'Too many requests are a 429, TooManyRequests.',
    confidence: 'documented',
    source: ERRORS,
  },
  'F5.server': {
    text: 'A failure of the service is a 500, InternalServerError, or a 503.',
    confidence: 'documented',
    source: ERRORS,
  },
  'F5.wrong-endpoint': {
    text: 'A message call on the regional endpoint is a 401 that names the endpoint to use.',
    confidence: 'reported',
    source: 'oci-go-sdk, pull request 483',
  },
  'F5.update-result': {
    text: 'An update of several answers entries in the order of the request, and counts clientFailures and serverFailures.',
    confidence: 'in SDK code',
    source: MODELS,
  },
  'F5.delete-result': {
    text: 'A delete of several answers an empty entry for each success.',
    confidence: 'in SDK code',
    source: `${MODELS}; output published from ap-tokyo-1, 2024`,
  },
  'F5.batch-200': {
    text: 'A batch with failed entries is a 200.',
    confidence: 'in SDK code',
    source: MODELS,
  },
  'F5.entry-code': {
    text: 'The numbers in errorCode are listed nowhere; HTTP statuses and clientFailures for the fault of a caller are what we chose.',
    confidence: 'unknown',
    source: 'no source found',
  },
  'F5.entry-omits': {
    text: "An entry that succeeded leaves errorCode and errorMessage out: a null is malformed to one of Oracle's own clients.",
    confidence: 'in SDK code',
    source: "Oracle's Node-RED nodes, 2026",
  },
  'F5.one-queue-per-batch': {
    text: 'A batch deletes messages of one queue and one consumer group only.',
    confidence: 'documented',
    source: 'oci-python-sdk, delete_messages',
  },
  'F5.sdk-error': {
    text: 'A service error is an OciError with statusCode, serviceCode, message and opcRequestId.',
    confidence: 'verified',
    source: 'oci-common 2.139.1',
  },
  'F5.sdk-plain-object': {
    text: 'A network error, an abort or an open breaker is thrown as a plain object, not an Error.',
    confidence: 'verified',
    source: 'oci-common 2.139.1',
  },
  'F5.sdk-two-copies': {
    text: 'Two copies of oci-common make instanceof OciError unreliable: fields tell.',
    confidence: 'in SDK code',
    source: 'oci-common 2.139.1 and 2.142.1',
  },
} as const satisfies Readonly<Record<`F5.${string}`, Fact>>;
