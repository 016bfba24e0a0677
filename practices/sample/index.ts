import { sampleRoutes } from './routes.ts';

export { isEmpty, sampleJob, type Beginning, type Said } from './job.ts';
export { tellStory } from './story.ts';

/** What the server composes. It has no artifacts of its own: what it makes is made of the others'. */
export const sample = { routes: sampleRoutes } as const;
