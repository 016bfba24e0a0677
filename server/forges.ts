import { githubApi } from '#connectors/github/github-api.ts';
import { forgejoReader } from '#connectors/forgejo/forgejo-reader.ts';
import { githubReader } from '#connectors/github/github-reader.ts';
import { gitlabApi } from '#connectors/gitlab/gitlab-api.ts';
import { gitlabReader } from '#connectors/gitlab/gitlab-reader.ts';
import type { Credentials, ForgeApi, ForgeReader, Vendor } from '#practices/changes';
import type { Egress } from './egress.ts';

/** Whose deliveries this server reads. */
export const forgeReaders: readonly ForgeReader[] = [githubReader, forgejoReader, gitlabReader];

/** An answer of an API that is longer is none. */
const MOST = 24 * 1024 * 1024;

type Asked = { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** [safety] As `fetch` does, by this server's one way out. */
const fetchBy =
  (outside: Pick<Egress, 'exchange' | 'fetch'>) =>
  async (address: string, { method = 'GET', headers = {}, body }: Asked): Promise<Response> => {
    const came =
      method === 'GET'
        ? await outside.fetch(address, headers, MOST)
        : await outside.exchange(address, { method, headers, ...(body === undefined ? {} : { body: Buffer.from(body) }) }, MOST);
    const said = Object.entries(came.headers).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' && !/^(?:content-encoding|transfer-encoding|content-length)$/.test(name) ? [[name, value]] : [],
    );
    const bytes = new Uint8Array(came.body);
    const answer = new Response(came.status === 204 || came.status === 304 ? null : bytes, {
      status: came.status,
      headers: said,
    });
    Object.defineProperty(answer, 'url', { value: address });
    return answer;
  };

/** How this server asks forges. */
export const forgeApi =
  (outside: Pick<Egress, 'exchange' | 'fetch'>) =>
  (vendor: Vendor, api: string, credentials: Credentials): ForgeApi =>
    vendor === 'gitlab' && 'token' in credentials
      ? gitlabApi(api, credentials.token, fetchBy(outside))
      : githubApi(api, credentials, fetchBy(outside), vendor === 'forgejo' ? 'forgejo' : 'github');
