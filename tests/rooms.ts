import { dirname, join } from 'node:path';
import type { Import } from './imports.ts';

/** A place in the house: `kernel`, `practices/decisions`, `practices/decisions/ui`, `web/ui`, `store`, … */
interface Place {
  readonly room: string;
  readonly practice: string | null;
  readonly ui: boolean;
  readonly below: string;
}

/** What a file's imports break, in the words of the rule; null when they break nothing. */
export const broken = (one: Import): string | null => {
  const from = placeOf(one.file);
  const reached = reach(one);
  if (reached === null) return isTest(one.file) ? null : outside(from, one);
  const { to, path } = reached;
  const door = way(from, to, one);
  if (door !== null) return door;
  if (isTest(one.file)) return testRule(from, to);
  return RULES[from.room]?.(from, to, path, one.typeOnly) ?? null;
};

/** Tests, and what only tests import. */
const isTest = (file: string): boolean => /(\.(test|e2e|contract|arbitrary)\.tsx?|\/contract-[\w-]+\.ts|\/story\.ts)$/.test(file);

const placeOf = (file: string): Place => {
  const [room = '', second = '', third = ''] = file.split('/');
  const practice = room === 'practices' ? second : null;
  return { room, practice, ui: practice !== null && third === 'ui', below: room === 'web' ? second : '' };
};

/** Where an import leads within the house; null for a package or Node. */
const reach = ({ file, specifier }: Import): { readonly to: Place; readonly path: string } | null => {
  const path = specifier.startsWith('.')
    ? join(dirname(file), specifier)
    : specifier.startsWith('#ui/')
      ? `practices/${specifier.slice(4)}/ui/index.tsx`
      : specifier.startsWith('#')
        ? specifier.slice(1)
        : null;
  // A file of the clone itself, such as package.json, is in no room.
  return path === null || !path.includes('/') ? null : { to: placeOf(path), path };
};

const same = (from: Place, to: Place): boolean => from.room === to.room && from.practice === to.practice;

/** How one enters a room, whoever enters. */
const way = (from: Place, to: Place, { specifier }: Import): string | null => {
  const relative = specifier.startsWith('.');
  if (relative && !same(from, to)) return `Another room is entered by its name (#${to.room}/…), not by a path.`;
  if (!relative && same(from, to)) return 'Inside a room imports are paths (./, ../).';
  if (specifier.startsWith('#practices/') && specifier.split('/').length > 2)
    return 'A practice has one door, its index.ts: #practices/NAME and nothing deeper.';
  if (specifier.startsWith('#ui/') && specifier.split('/').length > 2)
    return "A practice's screens have one door, ui/index.tsx: #ui/NAME and nothing deeper.";
  return null;
};

type Rule = (from: Place, to: Place, path: string, typeOnly: boolean) => string | null;

const STORE_DOOR = 'store/connection.ts';
const ROUTE_DOOR = 'server/route.ts';
/** The types of everything that can be asked of the server. */
const ROUTE_LIST = 'server/routes.ts';
const only = (sentence: string, ...fine: boolean[]): string | null => (fine.some(Boolean) ? null : sentence);

const RULES: Readonly<Record<string, Rule>> = {
  kernel: (_, to) => only('The kernel imports nothing of ours but itself.', to.room === 'kernel'),
  practices: (from, to, path, typeOnly) => (from.ui ? ofScreens(from, to, typeOnly) : ofPractice(from, to, path, typeOnly)),
  store: (_, to) => only('The store imports the kernel and itself.', to.room === 'kernel', to.room === 'store'),
  connectors: (_, to, path) =>
    only(
      "A connector imports the kernel, practices' doors, the store's query type and the shape of a route.",
      ['kernel', 'connectors', 'practices'].includes(to.room),
      path === STORE_DOOR,
      path === ROUTE_DOOR,
    ),
  server: (_, to) =>
    only(
      'The server composes kernel, practices, store and connectors; not the web app, the terminal or tests.',
      !OUTER.has(to.room),
    ),
  cli: (_, to) => only('The terminal imports no web app and no tests.', !['web', 'tests', 'bench'].includes(to.room)),
  web: (from, to, path, typeOnly) => ofWeb(from, to, path, typeOnly),
};

const OUTER = new Set(['web', 'cli', 'tests', 'bench']);

const ofPractice = (from: Place, to: Place, path: string, typeOnly: boolean): string | null =>
  only(
    "A practice imports the kernel, the store's query type (#store/connection.ts, types), the shape of a route (#server/route.ts) and other practices' doors.",
    to.room === 'kernel',
    to.room === 'practices' && !to.ui && (from.practice === to.practice || path.split('/').length === 2),
    path === STORE_DOOR,
    path === ROUTE_DOOR,
    to.room === 'store' && typeOnly,
  );

const ofScreens = (from: Place, to: Place, typeOnly: boolean): string | null =>
  only(
    "A practice's screens import the kit (#web/ui), the client (#web/api), the kernel, their own practice, and other practices' web doors (#ui/NAME).",
    to.room === 'kernel',
    to.room === 'web' && ['ui', 'api'].includes(to.below),
    to.room === 'practices' && (from.practice === to.practice || to.ui || typeOnly),
  );

const ofWeb = (from: Place, to: Place, path: string, typeOnly: boolean): string | null => {
  if (from.below === 'ui')
    return only(
      'The kit (web/ui) imports itself and the kernel: no client, no shell, no practice.',
      to.room === 'kernel',
      to.below === 'ui',
    );
  if (from.below === 'api')
    return only(
      "The client (web/api) imports itself, the kit, the kernel, and types of routes and practices' doors.",
      to.room === 'kernel',
      ['api', 'ui'].includes(to.below),
      (path === ROUTE_DOOR || path === ROUTE_LIST || to.room === 'practices') && typeOnly,
    );
  return only(
    "The web app composes the kit, the client and practices' web doors (#ui/NAME).",
    to.room === 'kernel',
    to.room === 'web',
    to.ui,
    typeOnly && to.room === 'practices',
  );
};

const testRule = (from: Place, to: Place): string | null => {
  if (from.room === 'kernel')
    return only("The kernel's tests import the kernel and #tests.", ['kernel', 'tests'].includes(to.room));
  return only(
    'Tests of a room do not reach into the web app, the terminal or the benches.',
    from.room === to.room,
    ['tests', 'bench'].includes(from.room),
    to.room === 'tests',
    !OUTER.has(to.room),
    from.ui && to.room === 'web',
  );
};

/** What computes and does nothing else. Of node:crypto that is the hashes. */
const PURE = new Set(['@marcbachmann/cel-js', 'date-holidays', 'franc-min', 're2js', 'yaml', 'zod', 'node:crypto']);

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** What a room may take from outside the house. */
const outside = (from: Place, { specifier, typeOnly }: Import): string | null => {
  if (typeOnly) return null;
  const name = packageOf(specifier);
  if (from.room === 'kernel' && !PURE.has(name))
    return `The kernel does no input or output and knows no framework; of packages it imports ${[...PURE].join(', ')}.`;
  const browser = from.room === 'web' || from.ui;
  if (browser && specifier.startsWith('node:')) return 'What runs in a browser imports nothing of Node.';
  if (from.below === 'ui' && name.startsWith('@tanstack/')) return 'The kit (web/ui) knows no router and no queries.';
  if (!browser && !['tests', 'bench'].includes(from.room) && /^(react|react-dom|@mantine\/.*|@tanstack\/.*)$/.test(name))
    return 'React and its company belong to web and to ui folders of practices.';
  return null;
};

/** [house] Rooms without a noun of the domain. */
export const NO_ROOM = ['utils', 'util', 'common', 'shared', 'helpers', 'helper', 'misc', 'core', 'lib'] as const;
