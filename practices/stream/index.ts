export { streamRoutes } from './routes.ts';
export type { Sentences } from './tell.ts';
