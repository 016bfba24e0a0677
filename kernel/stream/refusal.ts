/**
 * An expected "no": a typed value, never thrown. `code` is stable and documented (`window-closed`, `reason-required`);
 * HTTP gives it a status once, in server/errors.ts.
 */
export interface Refusal {
  readonly refused: true;
  readonly code: string;
  /** A sentence for people: what happened, what was kept, what to do. */
  readonly message: string;
  /** The field at fault as a JSON pointer, when there is one: `/window/each`. */
  readonly field?: string;
  /** The accepted form of that field, by example. */
  readonly accepted?: string;
  /** 1-based place in a text (a protocol file, a Markdown document). */
  readonly line?: number;
  readonly column?: number;
}

export type Result<T> = { readonly refused?: false; readonly ok: T } | Refusal;

export const ok = <T>(value: T): Result<T> => ({ ok: value });

export const refuse = (
  code: string,
  message: string,
  more: Partial<Omit<Refusal, 'refused' | 'code' | 'message'>> = {},
): Refusal => ({
  refused: true,
  code,
  message,
  ...more,
});
