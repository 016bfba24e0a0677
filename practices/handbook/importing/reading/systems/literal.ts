import { parse, type AnyNode, type CallExpression, type Program } from 'acorn';

/** What would have to be run to be known. */
export class Unread {
  /** From 1. */
  readonly line: number;
  constructor(line: number) {
    this.line = line;
  }
}

const LONGEST = 512 * 1024;
const MOST_STEPS = 50_000;
const DEEPEST = 100;

/**
 * What a program of settings hands out, as far as it stands there in letters: lists, words, names of its own and the functions that do nothing
 * but hand them out. Nothing is run; what only running would tell is `Unread` with its line. Null: it is no program that can be read.
 */
export const literalOf = (source: string): unknown => {
  const program = source.length > LONGEST ? null : (parsed(source) ?? parsed(withoutTypes(source)));
  return program === null ? null : exportsOf(program, reader(program));
};

const parsed = (source: string): Program | null => {
  for (const sourceType of ['module', 'script'] as const)
    try {
      return parse(source, { ecmaVersion: 'latest', sourceType, locations: true, allowHashBang: true });
    } catch {
      // It may be of the other kind; one nested too deeply is of none.
    }
  return null;
};

/** The few notes of types that settings carry. None spans lines, so those stay as they are counted. */
const withoutTypes = (source: string): string =>
  source
    .replace(/^import\s{1,20}type\b[^;\n]{0,500}(?:;|$)/gm, '')
    .replace(/\b(const|let|var)(\s{1,20}\w{1,100})\s{0,20}:\s{0,20}[\w.<>[\]| ,'"]{1,200}?\s{0,20}=(?![=>])/g, '$1$2 =')
    .replace(/\)\s{0,20}:\s{0,20}[\w.<>[\]| ,]{1,200}?(?=\s{0,20}(?:\{|=>))/g, ')')
    .replace(
      /^(export\s{1,20}default\s{1,20}\w{1,100})\s{1,20}(?:as|satisfies)\s{1,20}[\w.]{1,100}(?:<[\w.,| ]{1,100}>)?/gm,
      '$1',
    )
    .replace(/([}\])])\s{0,20}(?:as|satisfies)\s{1,20}[\w.]{1,100}(?:<[\w.,| ]{1,100}>)?(?:\[\])?/g, '$1');

type Reader = (node: AnyNode) => unknown;

const reader = (program: Program): Reader => {
  const names = namesOf(program);
  let steps = 0;
  const read = (node: AnyNode, depth: number): unknown => {
    const unread = new Unread(node.loc?.start.line ?? 1);
    steps += 1;
    if (steps > MOST_STEPS || depth > DEEPEST) return unread;
    const at = (one: AnyNode): unknown => read(one, depth + 1);
    switch (node.type) {
      case 'Literal':
        return node.regex === undefined && typeof node.value !== 'bigint' ? node.value : unread;
      case 'TemplateLiteral': {
        const [only] = node.quasis;
        return node.expressions.length === 0 ? (only?.value.cooked ?? unread) : unread;
      }
      case 'UnaryExpression': {
        const value = node.operator === '-' ? at(node.argument) : unread;
        return typeof value === 'number' ? -value : unread;
      }
      case 'ArrayExpression':
        return node.elements.flatMap((element): unknown[] => {
          if (element === null) return [];
          if (element.type !== 'SpreadElement') return [at(element)];
          const more = at(element.argument);
          return Array.isArray(more) ? more : [more instanceof Unread ? more : unread];
        });
      case 'ObjectExpression':
        return objectOf(node.properties, at, unread);
      case 'ParenthesizedExpression':
        return at(node.expression);
      case 'Identifier': {
        const named = names.get(node.name);
        return named === undefined || isFunction(named) ? unread : at(named);
      }
      case 'CallExpression':
        return calledOf(node, names, at) ?? unread;
      default:
        return unread;
    }
  };
  return (node) => {
    const handed = isFunction(node) ? handedOut(node) : node;
    return handed === null ? new Unread(node.loc?.start.line ?? 1) : read(handed, 0);
  };
};

type Properties = Extract<AnyNode, { type: 'ObjectExpression' }>['properties'];

const objectOf = (properties: Properties, at: Reader, unread: Unread): Readonly<Record<string, unknown>> => {
  // Without a prototype, `__proto__` is a word like any other.
  const made: Record<string, unknown> = Object.create(null);
  for (const property of properties) {
    if (property.type === 'SpreadElement') {
      const more = at(property.argument);
      if (typeof more === 'object' && more !== null && !(more instanceof Unread) && !Array.isArray(more))
        Object.assign(made, more);
      else made['...'] = more instanceof Unread ? more : unread;
      continue;
    }
    const { key, computed } = property;
    const name = computed ? at(key) : key.type === 'Identifier' ? key.name : key.type === 'Literal' ? key.value : null;
    if (typeof name === 'string' || typeof name === 'number')
      made[String(name)] = property.kind === 'init' ? at(property.value) : unread;
    else made['...'] = unread;
  }
  return made;
};

/** `require.resolve('./sidebars.js')` names a file, `defineConfig({…})` gives back what it takes, and a function of the file may only hand out. */
const calledOf = ({ callee, arguments: given }: CallExpression, names: Names, at: Reader): unknown => {
  const [first] = given;
  if (callee.type === 'MemberExpression')
    return callee.object.type === 'Identifier' && callee.object.name === 'require' && first !== undefined ? at(first) : undefined;
  if (callee.type !== 'Identifier') return undefined;
  const own = names.get(callee.name);
  if (own !== undefined) {
    const handed = isFunction(own) && own.params.length === 0 ? handedOut(own) : null;
    return handed === null ? undefined : at(handed);
  }
  return given.length === 1 && first !== undefined && /^(?:(?:define|with)[A-Z]|starlight$)/.test(callee.name)
    ? at(first)
    : undefined;
};

type Handing = Extract<AnyNode, { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }>;

const isFunction = (node: AnyNode): node is Handing =>
  node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';

/** What a function gives that does nothing else. */
const handedOut = ({ body }: Handing): AnyNode | null => {
  if (body.type !== 'BlockStatement') return body;
  const [only, ...more] = body.body;
  return only?.type === 'ReturnStatement' && more.length === 0 ? (only.argument ?? null) : null;
};

type Names = ReadonlyMap<string, AnyNode>;

const namesOf = (program: Program): Names => {
  const names = new Map<string, AnyNode>();
  const add = (node: AnyNode): void => {
    if (node.type === 'FunctionDeclaration' && node.id) names.set(node.id.name, node);
    if (node.type === 'VariableDeclaration' && node.kind === 'const')
      for (const { id, init } of node.declarations) if (id.type === 'Identifier' && init) names.set(id.name, init);
    if (node.type === 'ExportNamedDeclaration' && node.declaration) add(node.declaration);
  };
  for (const node of program.body) add(node);
  return names;
};

/** `export default`, `module.exports`, or what is handed out by name. */
const exportsOf = (program: Program, read: Reader): unknown => {
  const named: Record<string, unknown> = Object.create(null);
  for (const node of program.body) {
    if (node.type === 'ExportDefaultDeclaration') return read(node.declaration);
    if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression') continue;
    const { left, right } = node.expression;
    if (left.type !== 'MemberExpression' || left.property.type !== 'Identifier') continue;
    const [{ object }, { name }] = [left, left.property];
    if (object.type === 'Identifier' && object.name === 'module' && name === 'exports') return read(right);
    const within = object.type === 'MemberExpression' && object.property.type === 'Identifier' ? object.property.name : null;
    if (within === 'exports' || (object.type === 'Identifier' && object.name === 'exports')) named[name] = read(right);
  }
  return 'default' in named ? named['default'] : Object.keys(named).length > 0 ? named : null;
};
