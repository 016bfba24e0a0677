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
  attendees: many('attendee'),
  owners_of_paths: many('owner of the paths', 'owners of the paths'),
  owners_of_page: many('owner of the page', 'owners of the page'),
  maintainers_of_paths: many('maintainer of the paths', 'maintainers of the paths'),
};

/** Null: a role of somebody's own, which is called by its name. */
export const roleWords = (name: string): RoleWords | null => (Object.hasOwn(ROLES, name) ? (ROLES[name] ?? null) : null);

/** Whether a name means several: "*tech leads* decide", "*chair* decides". */
export const isPlural = (name: string): boolean => name !== 'organizer' && (Object.hasOwn(ROLES, name) || /[^s]s$/.test(name));
