import type { Octokit } from '@octokit/core';
import { z } from 'zod';
import type { Credentials } from '#practices/changes';
import { ForgeTrouble } from '#practices/changes';

export type Fetch = (
  address: string,
  asked: { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string },
) => Promise<Response>;

const quiet = () => undefined;
const account = z.object({ login: z.string() });
const named = z.object({ name: z.string() });
const installed = z.object({ id: z.int() });

/** Whoever connects no GitHub never reads it from the disk. */
const octokit = () => import('@octokit/core');

/** Who asks GitHub: an account by its token, or a GitHub App where it is installed; where that is, it is asked itself. */
export const githubClients = (api: string, credentials: Credentials, fetch: Fetch, nameIn: (repository: string) => string) => {
  const basics = {
    ...{ baseUrl: api, userAgent: 'proceed', request: { fetch } },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  };
  if ('token' in credentials) {
    let one: Promise<Octokit> | null = null;
    const client = (): Promise<Octokit> =>
      (one ??= octokit().then(({ Octokit: Client }) => new Client({ ...basics, auth: credentials.token })));
    return {
      clientFor: (_repository: string) => client(),
      self: async () => account.parse((await (await client()).request('GET /user')).data).login,
    };
  }
  const auth = { appId: credentials.app, privateKey: credentials.key };
  const appClient = async (more: { readonly installationId?: number }): Promise<Octokit> => {
    const [{ Octokit: Client }, { createAppAuth }] = await Promise.all([octokit(), import('@octokit/auth-app')]);
    return new Client({ ...basics, authStrategy: createAppAuth, auth: { ...auth, ...more } });
  };
  let app: Promise<Octokit> | null = null;
  const itself = (): Promise<Octokit> => (app ??= appClient({}));
  const clients = new Map<number, Promise<Octokit>>();
  const installationOf = async (repository: string): Promise<number> => {
    if (credentials.installation !== undefined) return credentials.installation;
    try {
      const address = `GET /repos/${nameIn(decodeURIComponent(repository))}/installation`;
      return installed.parse((await (await itself()).request(address)).data).id;
    } catch (error) {
      if (typeof error === 'object' && error !== null && 'status' in error && error.status === 404)
        throw new ForgeTrouble(
          `The App is not installed for ${decodeURIComponent(repository)}. Install it there, in its settings.`,
          false,
        );
      throw error;
    }
  };
  return {
    async clientFor(repository: string) {
      const installationId = await installationOf(repository);
      const client = clients.get(installationId) ?? appClient({ installationId });
      clients.set(installationId, client);
      return client;
    },
    self: async () => named.parse((await (await itself()).request('GET /app')).data).name,
  };
};
