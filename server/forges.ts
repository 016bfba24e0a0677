import { githubApi } from '#connectors/github/github-api.ts';
import { forgejoReader } from '#connectors/forgejo/forgejo-reader.ts';
import { githubReader } from '#connectors/github/github-reader.ts';
import { gitlabApi } from '#connectors/gitlab/gitlab-api.ts';
import { gitlabReader } from '#connectors/gitlab/gitlab-reader.ts';
import { ForgeTrouble, type Credentials, type ForgeApi, type ForgeReader, type Vendor } from '#practices/changes';
import { EgressRefused, type Egress } from './egress.ts';
import { guardedFetch } from './guarded-fetch.ts';

/** Whose deliveries this server reads. */
export const forgeReaders: readonly ForgeReader[] = [githubReader, forgejoReader, gitlabReader];

/** An answer of an API that is longer is none. */
const MOST = 24 * 1024 * 1024;

/** The one way out. What it does not ask is told with its reason, and tried again: the forge, or PROCEED_OUTGOING, may be mended meanwhile. */
const fetchBy = (outside: Pick<Egress, 'exchange'>): typeof fetch => {
  const guarded = guardedFetch(outside, MOST);
  return (input, init) =>
    guarded(input, init).catch((error: unknown) => {
      throw error instanceof EgressRefused
        ? new ForgeTrouble(`The forge was not asked: ${error.message}. It is tried again.`, true)
        : error;
    });
};

/** How this server asks forges. */
export const forgeApi =
  (outside: Pick<Egress, 'exchange'>) =>
  (vendor: Vendor, api: string, credentials: Credentials): ForgeApi =>
    vendor === 'gitlab' && 'token' in credentials
      ? gitlabApi(api, credentials.token, fetchBy(outside))
      : githubApi(api, credentials, fetchBy(outside), vendor === 'forgejo' ? 'forgejo' : 'github');
