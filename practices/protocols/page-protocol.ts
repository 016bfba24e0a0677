import type { Directory } from '#kernel/actors/directory.ts';
import { parseProtocol, type Parsed, type Problem, type Protocol } from '#kernel/protocol/document.ts';
import type { ActorId, ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { declaredFor } from './declared.ts';

interface Page {
  readonly space: SpaceId | null;
  readonly only: readonly ActorId[] | null;
  readonly body: string;
}

/**
 * [P1] The protocol that a page holds in one fenced `yaml` block, as it would be in force in the page's space; null: it holds none. [P2] Roles that
 * nobody has here and facts that nothing has are errors, with the line and column in the page. [P4] Two that match at one level are refused.
 */
export const protocolOfPage = (page: Page, self: ArtifactId, directory: Directory): Result<Protocol | null> => {
  const { protocol, problems } = checkPage(page.body, page.space, directory);
  const fault = problems.find(({ severity }) => severity === 'error');
  if (fault) {
    const { code, message, line, column } = fault;
    return refuse(code, `Line ${line}, column ${column}: ${message}`, { field: '/body', line, column });
  }
  if (protocol === null) return ok(null);
  return restrictedFault({ only: page.only, protocol }) ?? twice(protocol, page.space, self, directory) ?? ok(protocol);
};

/** A rule that some may not read binds nobody. */
export const restrictedFault = ({
  only,
  protocol,
}: {
  readonly only: Page['only'];
  readonly protocol: Protocol | null;
}): Refusal | null => (protocol === null || only === null ? null : RESTRICTED);

const RESTRICTED = refuse(
  'restricted-protocol',
  'A protocol holds for everybody in its space, so everybody there reads its page. Nothing was changed.',
  { field: '/only' },
);

/** What is wrong with the protocol that a text holds, by line and column of the text; null: it holds none that is well. */
export const checkPage = (
  body: string,
  space: SpaceId | null,
  directory: Directory,
): { readonly protocol: Protocol | null; readonly problems: readonly Problem[] } => {
  const [block, second] = blocksIn(body);
  if (!block) return { protocol: null, problems: [] };
  if (second) return { protocol: null, problems: [{ ...TWO_BLOCKS, line: second.from - 1, column: 1 }] };
  const { protocol = null, problems } = checkBlock(body, block, space, directory);
  return { protocol, problems };
};

const TWO_BLOCKS = {
  severity: 'error',
  code: 'two-blocks',
  message: 'A page holds one protocol; a second one begins here.',
} as const;

interface Block {
  /** 1-based, its first line; `to`: the line that ends it. */
  readonly from: number;
  readonly to: number;
}

/** Cheap for the many pages that hold none. */
const PERHAPS = /^(?:id|on):/m;

/**
 * The fenced blocks that are meant for the engine: marked `yaml` and nothing more, with two of `id`, `on` and `steps` (or `lease`) at their top. A
 * sample in a text is marked `yaml example`, and is none.
 */
const blocksIn = (body: string): readonly Block[] => {
  if (!PERHAPS.test(body)) return [];
  const lines = body.split('\n');
  const found: Block[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const fence = /^ {0,3}(`{3,}|~{3,})[ \t]*([^\r]*?)[ \t]*\r?$/.exec(lines[at] ?? '');
    if (!fence?.[1]) continue;
    const from = at + 1;
    const close = new RegExp(`^ {0,3}${fence[1].startsWith('~') ? '~' : '`'}{${fence[1].length},}[ \\t]*\\r?$`);
    for (at += 1; at < lines.length && !close.test(lines[at] ?? '');) at += 1;
    if (/^ya?ml$/i.test(fence[2] ?? '') && isMeant(lines.slice(from, at))) found.push({ from: from + 1, to: at + 1 });
  }
  return found;
};

const isMeant = (lines: readonly string[]): boolean => {
  const has = (key: RegExp): number => Number(lines.some((line) => key.test(line)));
  return has(/^id:/) + has(/^on:/) + has(/^(?:steps|lease):/) >= 2;
};

const checkBlock = (body: string, { from, to }: Block, space: SpaceId | null, directory: Directory): Parsed => {
  // All around it is blanked, so that lines and columns are those of the page. The fence stays: it says where the YAML ends.
  const lines = body.split(/\r?\n/);
  const text = lines.map((line, index) => (index + 1 >= from - 1 && index + 1 <= to ? line : '')).join('\n');
  const facts = declaredFor(/^on:[ \t]*["']?([\w-]+)\./m.exec(lines.slice(from - 1, to).join('\n'))?.[1] ?? '');
  const parsed = parseProtocol(text, { strict: { facts: facts ?? {}, roles: rolesIn(space, directory) } });
  if (facts !== null) return parsed;
  // Of what no practice here has, nothing is known of its facts, and of the roles that these are.
  const problems = parsed.problems.map((one) => (UNKNOWN.has(one.code) ? { ...one, severity: 'warning' as const } : one));
  const { protocol } = problems.some(({ severity }) => severity === 'error') ? {} : parseProtocol(text);
  return { ...(protocol && { protocol }), problems };
};

const UNKNOWN: ReadonlySet<string> = new Set(['unknown-fact', 'unknown-role']);

/** Names that somebody answers to in a space: roles of it, of those around it and of those inside, teams and people. */
const rolesIn = (space: SpaceId | null, directory: Directory): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { handle, id, status } of directory.actors.values()) if (status !== 'left') names.add(handle).add(id);
  const around = lineageOf(space, directory);
  for (const { id, roles } of directory.spaces.values())
    if (around.has(id) || space === null || lineageOf(id, directory).has(space))
      for (const role of Object.keys(roles)) names.add(role);
  return names;
};

/** A space and those around it. */
const lineageOf = (space: SpaceId | null, directory: Directory): ReadonlySet<SpaceId> => {
  const found = new Set<SpaceId>();
  for (let at = space; at !== null && !found.has(at); at = directory.spaces.get(at)?.parent ?? null) found.add(at);
  return found;
};

/** [P4] Two that match at one level. What can be told without an artifact: the same trigger under the same condition. */
const twice = (document: Protocol, space: SpaceId | null, self: ArtifactId, directory: Directory): Refusal | null => {
  const other = directory.protocols.find(
    (one) =>
      one.artifact !== self &&
      one.space === space &&
      (one.protocol.id === document.id ||
        (one.protocol.on === document.on &&
          one.protocol.when === document.when &&
          (one.protocol.urgent === true) === (document.urgent === true))),
  );
  if (!other) return null;
  return refuse(
    'protocol-twice',
    `"${document.id}" and "${other.protocol.id}" would both hold for ${document.on} here. Give one of them a condition, or retire the other.`,
    { field: '/body' },
  );
};
