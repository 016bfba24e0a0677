import { EgressRefused, type Egress } from './egress.ts';

const MOST_REDIRECTS = 5;

/**
 * The one way out in the shape that libraries of vendors ask for. [safety] What they are let in with goes to the very server that was named: a
 * redirect that leads elsewhere is refused. An answer has at most `most` bytes.
 */
export const guardedFetch =
  (outside: Pick<Egress, 'exchange'>, most: number): typeof fetch =>
  async (input, init) => {
    const asked = new Request(input, init);
    const body = asked.body === null ? undefined : Buffer.from(await asked.arrayBuffer());
    const headers = {
      ...Object.fromEntries(asked.headers),
      'accept-encoding': 'identity',
      ...(body && { 'content-length': `${body.length}` }),
    };
    let address = asked.url;
    for (let left = MOST_REDIRECTS; ; left--) {
      const came = await outside.exchange(address, { method: asked.method, headers, ...(body && { body }) }, most);
      if (!came.whole) throw new EgressRefused(`it has more than ${Math.round(most / 1024 / 1024)} MB`);
      const to = [301, 302, 307, 308].includes(came.status) ? URL.parse(came.headers.location ?? '', address) : null;
      if (to === null || asked.redirect !== 'follow') return answerOf(came);
      if (left === 0) throw new EgressRefused('it leads on and on');
      if (to.origin !== new URL(address).origin) throw new EgressRefused('it leads to another server');
      address = to.href;
    }
  };

const answerOf = ({ status, headers, body }: Awaited<ReturnType<Egress['exchange']>>): Response => {
  const said = new Headers();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) said.set(name, Array.isArray(value) ? value.join(', ') : value);
  return new Response([204, 205, 304].includes(status) ? null : new Uint8Array(body), { status, headers: said });
};
