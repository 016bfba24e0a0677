import { addressOf } from './client.ts';
import { newId } from './id.ts';
import { Problem, problemFrom } from './problem.ts';
import type { InputOf, Method, PathOf, ReplyOf, ShapeOf } from './route-map.ts';

type Upload<M extends Method, P extends PathOf<M>> = InputOf<ShapeOf<M, P>> & {
  readonly bytes: Blob;
  /** From 0 to 1, as the bytes leave. */
  readonly onProgress?: ((part: number) => void) | undefined;
  readonly signal?: AbortSignal;
};

/** Bytes on their way, with how far they are: `fetch` does not tell. Every failure is a thrown `Problem`. */
export const upload = <M extends 'POST' | 'PUT', P extends PathOf<M>>(
  method: M,
  path: P,
  input: Upload<M, P>,
): Promise<ReplyOf<M, P>> =>
  new Promise((resolve, reject) => {
    const { bytes, onProgress, signal, ...rest }: Upload<M, P> & { readonly params?: object; readonly query?: object } = input;
    const request = new XMLHttpRequest();
    request.open(method, addressOf(path, rest.params, rest.query));
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('idempotency-key', newId());
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress?.(total === 0 ? 0 : loaded / total));
    request.addEventListener('error', () => reject(new Problem({ code: 'offline', title: 'The network is not there' })));
    request.addEventListener('abort', () => reject(new DOMException('Left', 'AbortError')));
    request.addEventListener('load', () => {
      const { status } = request;
      const said = readJson(request.responseText);
      if (status >= 200 && status < 300) resolve(said as ReplyOf<M, P>);
      else reject(problemFrom(status, said));
    });
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(bytes);
  });

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text === '' ? 'null' : text);
  } catch {
    return null;
  }
};
