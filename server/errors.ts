import { StoreUnavailable } from '#kernel/stream/stream.ts';
import { isAway } from '#store/connection.ts';
import { refuse, type Refusal } from '#kernel/stream/refusal.ts';

/**
 * [safety] The one place where a refusal becomes an HTTP status. A code that is not here is the practice's own: 422 when it names a
 * field, 409 when it is about the state that the artifact is in.
 */
const STATUS: Readonly<Record<string, number>> = {
  'invalid-request': 400,
  'invalid-json': 400,
  'invalid-utf8': 400,
  'unstorable-character': 400,
  'invalid-cursor': 400,
  'invalid-header': 400,
  'malformed-request': 400,
  'not-a-delivery': 400,
  'delivery-malformed': 400,
  'idempotency-key-required': 400,
  'unknown-command': 400,
  'unknown-kind': 400,
  'not-signed-in': 401,
  'wrong-credentials': 401,
  'wrong-signature': 401,
  'not-permitted': 403,
  'scope-too-small': 403,
  'wrong-origin': 403,
  'not-found': 404,
  'unknown-route': 404,
  'wrong-method': 405,
  'name-taken': 409,
  'needs-merge': 409,
  'revision-changed': 409,
  'place-changed': 409,
  'invalid-link': 410,
  'version-changed': 412,
  'body-too-large': 413,
  'address-too-long': 414,
  'wrong-content-type': 415,
  'idempotency-key-reused': 422,
  'too-many-requests': 429,
  'budget-spent': 429,
  'outside-limits': 403,
  'headers-too-large': 431,
  'server-error': 500,
  busy: 503,
  'store-unavailable': 503,
  'store-full': 507,
  'shutting-down': 503,
};

/** For the page of the API. */
export const codes: readonly (readonly [string, number])[] = Object.entries(STATUS);

const statusOf = ({ code, field }: Refusal): number => STATUS[code] ?? (field === undefined ? 409 : 422);

/** Every field at fault, where a request has more than one. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
  readonly accepted?: string;
}

export interface RequestRefusal extends Refusal {
  readonly errors?: readonly FieldError[];
  /** Seconds after which it makes sense to try again. */
  readonly retryAfter?: number;
  /** The methods that the address knows. */
  readonly allow?: string;
  /** How one says who one is there, where that is not by a key in the Authorization header. */
  readonly challenge?: 'Basic';
}

/** RFC 9457 problem details. `type` is a place on the API's page. */
export const problemOf = (refusal: RequestRefusal): { readonly status: number; readonly body: string } => {
  const { code, message, field, accepted, line, column, errors } = refusal;
  const status = statusOf(refusal);
  const title = code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ');
  return {
    status,
    body: JSON.stringify({ type: `/api#${code}`, title, status, code, detail: message, field, accepted, line, column, errors }),
  };
};

/** What a thrown error may tell the outside: its kind, never its words. Anything unexpected is `server-error`. */
export const refusalOfError = (error: unknown): RequestRefusal => {
  if (error instanceof StoreUnavailable || isAway(error))
    return {
      ...refuse(
        'store-unavailable',
        'The database is not answering. Send the same request again with the same Idempotency-Key; it takes effect once.',
      ),
      retryAfter: 1,
    };
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? (BY_CODE[code] ?? SERVER_ERROR) : SERVER_ERROR;
};

const SERVER_ERROR = refuse(
  'server-error',
  'Something went wrong here; it is in the log of the server. Nothing is known to be written; sending the same request again with the same Idempotency-Key is safe.',
);

/** Refusals that whoever runs the server has to hear of. */
export const isOurs = ({ code }: Refusal): boolean => code === 'server-error' || code === 'store-full';

/** The code of an error that says that a body came packed. */
export const PACKED = 'PROCEED_PACKED_BODY';

const BY_CODE: Readonly<Record<string, RequestRefusal>> = {
  [PACKED]: refuse('wrong-content-type', 'The body is packed; send it as it is. Nothing was written.', {
    field: '/header/content-encoding',
    accepted: 'identity',
  }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: refuse('wrong-content-type', 'The body must be JSON.', {
    field: '/header/content-type',
    accepted: 'application/json',
  }),
  FST_ERR_CTP_BODY_TOO_LARGE: refuse('body-too-large', 'The body is larger than this address takes. Nothing was written.', {
    field: '',
  }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: refuse('malformed-request', 'The body is not as long as its Content-Length says.', {
    field: '/header/content-length',
  }),
  FST_ERR_MAX_PARAM_LENGTH: refuse(
    'address-too-long',
    'A part of the address is longer than anything that has an address here.',
    { field: '/path' },
  ),
  FST_ERR_BAD_URL: refuse('malformed-request', 'The address holds a part that cannot be decoded.', {
    field: '/path',
    accepted: 'percent-encoded UTF-8',
  }),
  // disk_full of PostgreSQL.
  '53100': refuse(
    'store-full',
    'There is no room left on the disk of the database. Nothing was written; send it again once whoever runs this server has made room.',
  ),
  ECONNRESET: refuse('malformed-request', 'The request ended in the middle.'),
};
