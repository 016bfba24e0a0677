import { hash } from 'node:crypto';
import { codes } from './errors.ts';

type Json = Readonly<Record<string, unknown>>;

/** The API's document as one readable page without scripts, and the policy under which it is shown. */
export const apiPage = (document: Json): { readonly html: string; readonly policy: string } => {
  const operations = operationsOf(document);
  const tags = [...new Set(operations.map(({ tag }) => tag))].toSorted();
  const info = record(document['info']);
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Proceed API</title><style>${STYLE}</style></head>
<body><header><h1>Proceed API <small>${escape(words(info['version']))}</small></h1>
${paragraphs(words(info['description']))}
<p><a href="/api/openapi.json">openapi.json</a> · ${tags.map((tag) => `<a href="#${escape(tag)}">${escape(tag)}</a>`).join(' · ')} · <a href="#codes">codes</a></p></header>
<main>${tags
    .map((tag) =>
      sectionOf(
        tag,
        operations.filter((operation) => operation.tag === tag),
      ),
    )
    .join('\n')}
<section id="codes"><h2>Codes of refusals</h2><p>Those that any address may answer. A practice adds its own: 422 when a field is at fault, 409 when the artifact's state is.</p>
<table><thead><tr><th>code</th><th>status</th></tr></thead><tbody>${codes.map(([code, status]) => `<tr id="${escape(code)}"><td><code>${escape(code)}</code></td><td>${status}</td></tr>`).join('')}</tbody></table></section>
</main></body></html>`;
  return {
    html,
    policy: `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  };
};

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly about: Json;
}

const operationsOf = (document: Json): readonly Operation[] =>
  Object.entries(record(document['paths'])).flatMap(([path, methods]) =>
    Object.entries(record(methods)).map(([method, about]) => ({
      method: method.toUpperCase(),
      path,
      tag: words(list(record(about)['tags'])[0]),
      about: record(about),
    })),
  );

const sectionOf = (tag: string, operations: readonly Operation[]): string =>
  `<section id="${escape(tag)}"><h2>${escape(tag)}</h2>${operations.map(operationHtml).join('\n')}</section>`;

const operationHtml = ({ method, path, about }: Operation): string => {
  const parameters = list(about['parameters'])
    .map(record)
    .filter((one) => one['$ref'] === undefined);
  const body = schemaIn(about['requestBody']);
  const [status, success] = Object.entries(record(about['responses'])).find(([code]) => code !== 'default') ?? ['200', {}];
  const reply = schemaIn(success);
  return `<details id="${escape(words(about['operationId']))}"><summary><span class="method">${method}</span> <code>${escape(path)}</code> <span>${escape(words(about['summary']))}</span></summary>
<p class="who">${escape(whoOf(about))}</p>${about['description'] === undefined ? '' : paragraphs(words(about['description']))}
${parameters.length === 0 ? '' : `<h4>Address</h4><ul>${parameters.map((one) => `<li><code>${escape(words(one['name']))}</code>${one['required'] === true ? '' : ' (optional)'}: ${shapeOf(one['schema'])} ${escape(words(one['description']))}</li>`).join('')}</ul>`}
${body === undefined ? '' : `<h4>Body</h4>${shapeOf(body)}`}
<h4>Answer ${escape(status)}</h4>${reply === undefined ? '<p>Nothing.</p>' : shapeOf(reply)}</details>`;
};

const whoOf = (about: Json): string => {
  const who = words(about['x-who']);
  if (who === 'anyone') return 'Anyone.';
  const scope = words(about['x-scope']);
  const people = who === 'steward' ? 'Stewards of the organization' : 'Members';
  return scope === 'session' ? `${people}, signed in.` : `${people}; a key needs the scope "${scope}".`;
};

const schemaIn = (holder: unknown): unknown => record(Object.values(record(record(holder)['content']))[0])['schema'];

/** A JSON schema in a few words; nested lists where it has fields. */
const shapeOf = (schema: unknown): string => {
  const {
    type,
    properties,
    required,
    items,
    anyOf,
    oneOf,
    enum: values,
    const: only,
    format,
    additionalProperties,
    default: usual,
  } = record(schema);
  if (isRecord(properties)) {
    const needed = new Set(list(required));
    return `<ul>${Object.entries(properties)
      .map(
        ([name, inner]) =>
          `<li><code>${escape(name)}</code>${needed.has(name) ? '' : ' (optional)'}: ${shapeOf(inner)} ${escape(words(record(inner)['description']))}</li>`,
      )
      .join('')}</ul>`;
  }
  if (only !== undefined) return `<code>${escape(JSON.stringify(only))}</code>`;
  if (Array.isArray(values)) return values.map((value) => `<code>${escape(JSON.stringify(value))}</code>`).join(' | ');
  const branches = [...list(anyOf), ...list(oneOf)];
  if (branches.length > 0) return branches.map(shapeOf).join(' | ');
  if (type === 'array') return `list of ${shapeOf(items)}`;
  if (type === 'object' && isRecord(additionalProperties)) return `map of ${shapeOf(additionalProperties)}`;
  const name = typeof format === 'string' ? format : Array.isArray(type) ? type.join(' | ') : words(type);
  return `${escape(name || 'any')}${usual === undefined ? '' : `, usually <code>${escape(JSON.stringify(usual))}</code>`}`;
};

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const record = (value: unknown): Json => (isRecord(value) ? value : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const words = (value: unknown): string => (typeof value === 'string' ? value : '');

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
const paragraphs = (text: string): string =>
  text
    .split('\n\n')
    .map((one) => `<p>${escape(one).replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`)
    .join('');

const STYLE = `:root{color-scheme:light dark;--paper:#fbfaf7;--ink:#1e1d1a;--soft:#6d6a63;--line:#e8e4db;--wash:#f3f0e9;--go:#17705c}
@media(prefers-color-scheme:dark){:root{--paper:#161614;--ink:#ebe8e1;--soft:#9b978e;--line:#2d2c29;--wash:#222220;--go:#6fcdb4}}
body{background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
h1{font-size:27px}h1 small{font-size:15px;color:var(--soft);font-weight:400}h2{margin-top:2.5rem;font-size:20px}h4{margin:.75rem 0 .25rem;font-size:15px}
a{color:var(--go)}code{font:13px/1.4 ui-monospace,monospace}details{border-top:1px solid var(--line);padding:.5rem 0}summary{cursor:pointer}
summary span:last-child{color:var(--soft)}.method{display:inline-block;min-width:4.2rem;color:var(--go);font:600 12px ui-monospace,monospace}.who{color:var(--soft)}
ul{margin:.25rem 0;padding-left:1.25rem}table{border-collapse:collapse}td,th{text-align:left;padding:.25rem 1.5rem .25rem 0;border-top:1px solid var(--line)}tr:target{background:var(--wash)}`;
