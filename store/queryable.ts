import type { Pool, QueryConfig, QueryResult, QueryResultRow } from 'pg';

/** A pool or one connection of it. Hot statements carry a name, so that each connection prepares them once. */
export interface Queryable {
  query<R extends QueryResultRow>(query: string | QueryConfig): Promise<QueryResult<R>>;
}

export type ConnectionPool = Pool;
