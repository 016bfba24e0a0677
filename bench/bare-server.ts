import { fastify } from 'fastify';
import pg from 'pg';

/** The measure of the commands' bench: Fastify and `pg`, one inserted row a request, nothing else. Prints its port. */
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
await app.listen({ port: 0, host: '127.0.0.1' });
const address = app.server.address();
console.log(typeof address === 'object' && address ? address.port : '');
