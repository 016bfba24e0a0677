/** Roles that every artifact and every space has. */
const BUILT_IN_ROLES: ReadonlySet<string> = new Set([
  'author',
  'proposer',
  'members',
  'contributors',
  'stewards',
  'everyone',
  'affected',
  'asked',
  'agents',
  'objector',
]);

/** `members_of_platform`: in which relation, and to whom. */
export const RELATION = /^(team|deputies|members|accountable)_of_(.+)$/;

/** Whether a name is known to every protocol: no space gives such a role to anybody. */
export const isBuiltInRole = (name: string): boolean => BUILT_IN_ROLES.has(name) || RELATION.test(name);
