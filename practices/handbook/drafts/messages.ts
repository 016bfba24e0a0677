/*
 * What is said over `/api/drafts/:page`. Text frames are JSON, binary ones are one byte of kind, four of a number, and bytes of Yjs:
 *
 *     client  hello {draft, …}, HAS vector          which draft it knows, and how much of it
 *     server  draft {id, base, write}               another id than the client's: that one ended; begin anew
 *             TEXT state, HAS vector                what the client lacks, and how much the server has
 *     client  TEXT n update                         what the server lacks, then what is typed; one on its way at a time
 *     server  KEPT n                                it is on disk
 *             TEXT update · base {revision} · caret {…} · ended
 *
 * Who writes is said by the server alone: a client names nobody.
 */

export const KIND = { text: 1, has: 2, kept: 3 } as const;
const HEAD = 5;

export const frame = (kind: number, n: number, bytes: Uint8Array = new Uint8Array()): Uint8Array<ArrayBuffer> => {
  const made = new Uint8Array(HEAD + bytes.length);
  made[0] = kind;
  new DataView(made.buffer).setUint32(1, n);
  made.set(bytes, HEAD);
  return made;
};

export const unframe = (data: Uint8Array): { readonly kind: number; readonly n: number; readonly bytes: Uint8Array } | null =>
  data.length < HEAD
    ? null
    : {
        kind: data[0] ?? 0,
        n: new DataView(data.buffer, data.byteOffset, HEAD).getUint32(1),
        bytes: data.subarray(HEAD),
      };

/** What a server says in words. `caret`: relative positions (JSON of Yjs) where somebody writes; null: they do not, for now. */
export type FromServer =
  | { readonly say: 'draft'; readonly id: string; readonly base: number; readonly write: boolean }
  | { readonly say: 'base'; readonly revision: number }
  | { readonly say: 'write'; readonly may: boolean }
  | { readonly say: 'caret'; readonly of: string; readonly name: string; readonly at: readonly [string, string] | null }
  | { readonly say: 'ended' };

export type FromClient =
  | { readonly say: 'hello'; readonly draft: string | null }
  | { readonly say: 'caret'; readonly at: readonly [string, string] | null };

/** Why a connection was closed. Those below 4500 do not come back by themselves. */
export const CLOSED = {
  malformed: 4400,
  signIn: 4401,
  notAllowed: 4403,
  notFound: 4404,
  gone: 4410,
  tooLarge: 4413,
  tooMany: 4429,
  restart: 4503,
} as const;
