import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/core';
import { z } from 'zod';
import type { Credentials } from '#practices/changes';
import { ForgeTrouble } from '#practices/changes';

export type Fetch = (
  address: string,
  asked: { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string },
) => Promise<Response>;

const quiet = () => undefined;
const account = z.object({ login: z.string() });
const app = z.object({ name: z.string() });
const installed = z.object({ id: z.int() });

/** Who asks GitHub: an account by its token, or a GitHub App where it is installed; where that is, it is asked itself. */
export const githubClients = (api: string, credentials: Credentials, fetch: Fetch, nameIn: (repository: string) => string) => {
  const basics = {
    ...{ baseUrl: api, userAgent: 'proceed', request: { fetch } },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  };
  if ('token' in credentials) {
    const one = new Octokit({ ...basics, auth: credentials.token });
    return {
      clientFor: (_repository: string) => Promise.resolve(one),
      self: async () => account.parse((await one.request('GET /user')).data).login,
    };
  }
  const auth = { appId: credentials.app, privateKey: credentials.key };
  const itself = new Octokit({ ...basics, authStrategy: createAppAuth, auth });
  const clients = new Map<number, Octokit>();
  const installationOf = async (repository: string): Promise<number> => {
    if (credentials.installation !== undefined) return credentials.installation;
    try {
      return installed.parse((await itself.request(`GET /repos/${nameIn(decodeURIComponent(repository))}/installation`)).data).id;
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
      const known = clients.get(installationId);
      const client = known ?? new Octokit({ ...basics, authStrategy: createAppAuth, auth: { ...auth, installationId } });
      clients.set(installationId, client);
      return client;
    },
    self: async () => app.parse((await itself.request('GET /app')).data).name,
  };
};
