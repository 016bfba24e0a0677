import { z } from 'zod';
import { BYTES } from './body.ts';
import type { Route } from './route.ts';
import { scopeOf } from './scopes.ts';

type Json = Readonly<Record<string, unknown>>;

/** The API as an OpenAPI 3.1 document, from the routes alone. */
export const openApiOf = (routes: readonly Route[], version: string): Json => {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Proceed',
      version,
      summary: 'Work proceeds unless someone blocks it.',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].toSorted().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key with a scope: read, write or admin.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'proceed_session',
          description: 'The cookie of somebody who signed in; `__Host-proceed_session` over HTTPS.',
        },
      },
      schemas: { Problem: schemaOf(PROBLEM, 'output') },
      responses: {
        Problem: {
          description: 'A refusal: problem details (RFC 9457) with a stable code.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      headers: { ETag: { description: 'The version, for If-Match and If-None-Match.', schema: { type: 'string' } } },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          description:
            'A fresh UUID, or up to 200 visible ASCII characters. A retry with the same key takes effect once and is answered the same.',
          schema: { type: 'string', minLength: 1, maxLength: 200 },
        },
        IfMatch: {
          name: 'If-Match',
          in: 'header',
          description: 'Refuse with `version-changed` unless the artifact stands at this version.',
          schema: { type: 'string' },
        },
      },
    },
  };
};

const DESCRIPTION = `Everything that people do in the browser they can do here.

Send a key as \`Authorization: Bearer KEY\`. Every write carries an \`Idempotency-Key\`: send the same request again with the same key
as often as you like, and it takes effect once. Lists give \`next\`; send it back as \`after\`. Documents carry an \`ETag\`. Instants are
ISO 8601 in UTC. A refusal is a problem document (RFC 9457) with a stable \`code\`, the \`field\` at fault as a JSON pointer, and the
\`accepted\` form. \`GET /api/stream\` sends events as they happen (server-sent events) and goes on after \`Last-Event-ID\`.`;

const PROBLEM = z.object({
  type: z.string().describe('A place on the page of this API'),
  title: z.string(),
  status: z.int(),
  code: z.string().describe('Stable: `window-closed`, `reason-required`'),
  detail: z.string().describe('What happened, what was kept, what to do'),
  field: z.string().optional().describe('JSON pointer of the field at fault: `/window/each`, `/query/limit`, `/header/if-match`'),
  accepted: z.string().optional().describe('The accepted form of that field, by example'),
  line: z.int().optional(),
  column: z.int().optional(),
  errors: z
    .array(z.object({ pointer: z.string(), detail: z.string(), accepted: z.string().optional() }))
    .optional()
    .describe('Every field at fault, when there are several'),
});

const operationOf = (route: Route): Json => {
  const writes = route.method !== 'GET';
  const shared = writes
    ? [
        ref('parameters/IdempotencyKey'),
        ...(route.changes === undefined || route.changes === 'account' ? [] : [ref('parameters/IfMatch')]),
      ]
    : [];
  return {
    operationId: route.name,
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    tags: [route.tag],
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query'), ...shared],
    ...(route.takesBytes ? { requestBody: { required: true, content: { [BYTES]: {} } } } : {}),
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } }),
    responses: {
      [String(route.status ?? 200)]: successOf(route),
      default: ref('responses/Problem'),
    },
    security: route.who === 'anyone' ? [{}] : scopeOf(route) === 'session' ? [{ session: [] }] : [{ key: [] }, { session: [] }],
    'x-who': route.who,
    ...(route.who === 'anyone' ? {} : { 'x-scope': scopeOf(route) }),
  };
};

const successOf = (route: Route): Json => {
  if (route.status === 204) return { description: 'Done.' };
  const type = route.type?.split(';')[0] ?? 'application/json';
  return { description: 'As asked.', content: { [type]: { schema: schemaOf(route.reply, 'output') } } };
};

const ref = (place: string): Json => ({ $ref: `#/components/${place}` });

const parametersOf = (schema: z.ZodType | undefined, place: 'path' | 'query'): readonly Json[] => {
  if (!schema) return [];
  const { properties, required } = schemaOf(schema, 'input');
  if (!isRecord(properties)) return [];
  const needed = new Set(Array.isArray(required) ? required : []);
  // The rest of an address, whatever it is, has no name there.
  const named = Object.entries(properties).filter(([name]) => name !== '*');
  return named.map(([name, property]) => {
    const { description, ...rest } = isRecord(property) ? property : {};
    return {
      name,
      in: place,
      ...(place === 'path' || needed.has(name) ? { required: true } : {}),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' });
  return rest;
};
