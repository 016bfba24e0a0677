import { sampleRoutes } from './routes.ts';
import type { tellStory as tell } from './story.ts';

export { isEmpty, sampleJob, type Beginning, type Said } from './job.ts';

/** Its parts are read from the disk by whoever tells it: every other server and thread holds nothing of it. */
export const tellStory: typeof tell = async (options) => (await import('./story.ts')).tellStory(options);

/** What the server composes. It has no artifacts of its own: what it makes is made of the others'. */
export const sample = { routes: sampleRoutes } as const;
