import { fastify } from 'fastify';
import pg from 'pg';

/**
 * The measure of the benches: Fastify and `pg`, and nothing else. One inserted row a request; 50 rows of the log as JSON by PostgreSQL,
 * whoever asks; bytes that are ready. Argument: the database's URL. Prints its port.
 */
const url = process.argv[2] ?? '';
const pool = new pg.Pool({ connectionString: url, max: 32 });
await pool.query(
  'create table if not exists bare (id bigint generated always as identity primary key, at timestamptz default now(), body text)',
);
const app = fastify({ logger: false });
app.post<{ Body: { body: string } }>('/rows', async (request, reply) => {
  const { rows } = await pool.query<{ id: string }>({
    name: 'row',
    text: 'insert into bare (body) values ($1) returning id',
    values: [request.body.body],
  });
  reply.code(201);
  return { id: rows[0]?.id };
});
app.get('/rows', async (_, reply) => {
  const { rows } = await pool.query<{ items: string }>({
    name: 'rows',
    text: `select json_agg(a)::text as items from (
             select id, number, title, status, space, author, opened_at, closed_at, due_at, summary from artifacts
             where org = (select id from organizations limit 1) and kind = 'decision' and number > 0 order by number desc limit 50) a`,
  });
  return reply.type('application/json').send(rows[0]?.items ?? '[]');
});
const ready = Buffer.alloc(16_000, ' ');
app.get('/ready', (_, reply) => reply.type('application/json').send(ready));
await app.listen({ port: 0, host: '127.0.0.1' });
const address = app.server.address();
console.log(typeof address === 'object' && address ? address.port : '');
