export { streamRoutes } from './routes.ts';
export type { Sentences, Silence } from './tell.ts';
