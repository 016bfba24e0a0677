import published from '@octokit/webhooks-examples' with { type: 'json' };
import { z } from 'zod';

const shape = z.array(z.object({ name: z.string(), examples: z.array(z.record(z.string(), z.unknown())) }));

/** The payloads that GitHub publishes as examples (https://github.com/octokit/webhooks), each with the name of its event. */
export const examples = shape
  .parse(published satisfies unknown)
  .flatMap(({ name, examples: some }) => some.map((payload) => ({ event: name, payload })));
export type Example = (typeof examples)[number];
