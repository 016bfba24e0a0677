import { RELATION } from './built-in-roles.ts';

/** A role that every organization has, or that a practice gives an artifact, as English says it. */
interface RoleWords {
  /** As the subject of a sentence, one by one: "every contributor". */
  readonly each: string;
  /** All of them: "the contributors". */
  readonly all: string;
}

const many = (one: string, all = `${one}s`): RoleWords => ({ each: `every ${one}`, all: `the ${all}` });

const ROLES: Readonly<Record<string, RoleWords>> = {
  readers: many('reader'),
  contributors: many('contributor'),
  stewards: many('steward'),
  members: many('member'),
  agents: many('agent'),
  affected: { each: 'everybody affected', all: 'those affected' },
  asked: { each: 'whoever is asked', all: 'those asked' },
  organizer: { each: 'the organizer', all: 'the organizer' },
  author: { each: 'the author', all: 'the author' },
  proposer: { each: 'the proposer', all: 'the proposer' },
  everyone: { each: 'everyone', all: 'everyone' },
  attendees: many('attendee'),
  owners_of_paths: many('owner of the paths', 'owners of the paths'),
  owners_of_page: many('owner of the page', 'owners of the page'),
  maintainers_of_paths: many('maintainer of the paths', 'maintainers of the paths'),
};

/** Null: a role of somebody's own, which is called by its name. */
export const roleWords = (name: string): RoleWords | null =>
  (Object.hasOwn(ROLES, name) ? ROLES[name] : undefined) ?? relationWords(name) ?? officeWords(name);

/** Whether a name means several: "*tech leads* decide", "the *chair* decides". */
export const isPlural = (name: string): boolean =>
  !SINGULAR.test(name) && (Object.hasOwn(ROLES, name) || /[^s]s(?:_of_.+)?$/.test(name));

const SINGULAR = /^(?:organizer|author|proposer|everyone|team_of_.*|accountable_of_.*)$/;

/** One of them: "one of the stewards", "the *chair*", "*tsc*". */
export const oneOf = (name: string): string => {
  const all = roleWords(name)?.all ?? `*${name.replaceAll('_', ' ')}*`;
  return isPlural(name) ? `one of ${all}` : all;
};

/** What stands to everybody in some way: `deputies of dri`. */
const relationWords = (name: string): RoleWords | null => {
  const [, relation, to = ''] = RELATION.exec(name) ?? [];
  const whose = to === 'author' || to === 'proposer' ? `the ${to}` : `*${to.replaceAll('_', ' ')}*`;
  switch (relation) {
    case 'team':
      return { each: `everyone in the team of ${whose}`, all: `the team of ${whose}` };
    case 'deputies':
      return many(`deputy of ${whose}`, `deputies of ${whose}`);
    case 'members':
      return many(`member of ${whose}`, `members of ${whose}`);
    case 'accountable':
      return { each: `whoever answers for ${whose}`, all: `whoever answers for ${whose}` };
    default:
      return null;
  }
};

/** What one calls a person by: *area director*, *sponsor*, *tech lead*. Others are of many: *pmc*, *circle*, *committers*. */
const OFFICE = /(?:^|_)(?:[a-z]{2,}(?:er|or)|lead|chair|head|dri|c[efiopt]o|ciso|secretary|captain|scribe|coach|host|deputy)$/;

const officeWords = (name: string): RoleWords | null => {
  if (!OFFICE.test(name)) return null;
  const said = `*${name.replaceAll('_', ' ')}*`;
  return { each: `whoever is ${said}`, all: `the ${said}` };
};
