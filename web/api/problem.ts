/** RFC 9457 problem details, as the server sends them. */
export interface ProblemDetails {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  /** Stable: `window-closed`, `reason-required`; `offline` when the network was not there, `unreadable` when the reply was none of ours. */
  readonly code: string;
  /** What happened, what was kept, what to do. */
  readonly detail?: string;
  /** JSON pointer of the field at fault: `/window/each`. */
  readonly field?: string;
  /** The accepted form of that field, by example. */
  readonly accepted?: string;
  /** Every field at fault, where there are several. */
  readonly errors?: readonly FieldProblem[];
  /** 1-based place in a text. */
  readonly line?: number;
  readonly column?: number;
}

export interface FieldProblem {
  readonly pointer: string;
  readonly detail: string;
  readonly accepted?: string;
}

/** What every failed call throws. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** 0 when no reply came. */
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly field: string | undefined;
  readonly accepted: string | undefined;
  readonly errors: readonly FieldProblem[];
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(details: ProblemDetails) {
    super(details.detail ?? details.title ?? details.code);
    this.status = details.status ?? 0;
    this.code = details.code;
    this.title = details.title ?? '';
    this.detail = details.detail ?? '';
    this.field = details.field;
    this.accepted = details.accepted;
    this.errors = details.errors ?? [];
    this.line = details.line;
    this.column = details.column;
  }

  /** Nothing reached the server, or nothing came back: the same call may be sent again with its key. */
  get offline(): boolean {
    return this.code === 'offline';
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isDetails = (value: unknown): value is ProblemDetails => isRecord(value) && typeof value['code'] === 'string';

/** Reads a problem from a reply's JSON; whatever is not one (a proxy's page) becomes `unreadable` with its status. */
export const problemFrom = (status: number, json: unknown): Problem =>
  new Problem(isDetails(json) ? { ...json, status } : { status, code: status === 401 ? 'not-signed-in' : 'unreadable' });
