export { exportRoutes } from './routes.ts';
export { filesOf, MANIFEST } from './files.ts';
export { everyKey } from './queries.ts';
