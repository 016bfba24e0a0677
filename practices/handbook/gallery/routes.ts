import { z } from 'zod';
import type { Directory } from '#kernel/actors/directory.ts';
import { explain } from '#kernel/protocol/explain.ts';
import type { SpaceId } from '#kernel/stream/event.ts';
import { refuse } from '#kernel/stream/refusal.ts';
import { checkPage, goBefore, nameId, type Governed } from '#practices/protocols';
import { spaceName } from '#practices/spaces';
import { answer, created, route, uuid, type Services } from '#server/route.ts';
import { spaceOf } from '../addresses.ts';
import { standingPage } from '../page-queries.ts';
import { placeFor } from '../page-placing.ts';
import { proposalReply } from '../page-reply.ts';
import type { Place } from '../page.ts';
import { segmentFrom } from '../place.ts';
import { begin } from '../publishing.ts';
import { galleryPage, galleryProtocols, suggestedFor, type GalleryProtocol } from './gallery.ts';

interface GalleryServices extends Services {
  readonly governed: readonly Governed[];
}

const base = { tag: 'protocols', who: 'member' } as const;
const where = spaceName.nullable().default(null).describe('Its id or its slug; null: the whole organization');
const roleName = z.string().min(1).max(100);

const item = z.object({
  id: z.string(),
  title: z.string(),
  about: z.string(),
  source: z.string().nullable().describe('Where it is from: an address, or the name of a document'),
  on: z.string(),
  text: z.string().describe('The page that it would become'),
  html: z.string().describe('What it says, in plain English'),
  missing: z
    .array(z.object({ role: z.string(), suggested: z.string() }))
    .describe('Roles that nobody has in this space, with who is likely to be meant'),
  problems: z.array(z.string()).describe('Why it cannot hold here, whoever is named'),
  holds: z.boolean().describe('One of this name is in force in this space'),
  behind: z
    .array(z.object({ id: z.string(), always: z.boolean().describe('It has no condition: this one is never chosen beside it') }))
    .describe('Those in force in this space that are chosen before it'),
});

/** What is in the way of a protocol in a space: roles to be named, and what cannot be mended so. */
const fit = (one: GalleryProtocol, space: SpaceId | null, directory: Directory) => {
  const errors = checkPage(galleryPage(one, {}), space, directory).problems.filter(({ severity }) => severity === 'error');
  const unknown = errors.filter(({ code }) => code === 'unknown-role');
  const roles = [...new Set(unknown.flatMap(({ message }) => /"([^"]+)"/.exec(message)?.[1] ?? []))];
  const missing = roles.map((role) => ({ role, suggested: suggestedFor(role) }));
  const named = Object.fromEntries(missing.map(({ role, suggested }) => [role, suggested]));
  const left = checkPage(galleryPage(one, named), space, directory).problems.filter(({ severity }) => severity === 'error');
  return { missing, named, problems: left.map(({ message }) => message) };
};

const NOT_THERE = refuse('not-found', 'The gallery has no protocol of this name.', { field: '/id' });

export const galleryRoutes = [
  route({
    ...base,
    method: 'GET',
    path: '/api/protocols/gallery',
    name: 'protocols.gallery',
    summary: 'Browse protocols of real organizations, each with its source, and what each lacks to hold in a space',
    query: z.strictObject({ space: spaceName.optional() }),
    reply: z.object({ items: z.array(item) }),
    async act({ query, principal }, { directory, markdown, governed }: GalleryServices) {
      const organization = await directory(principal.org);
      const space = spaceOf(query.space ?? null, principal, organization);
      if (space.refused) return space;
      const items = await Promise.all(
        galleryProtocols().map(async (one) => {
          const { missing, named, problems } = fit(one, space.ok, organization);
          const holds = organization.protocols.some(({ space: at, protocol }) => at === space.ok && protocol.id === one.id);
          const { id, title, about, source, protocol } = one;
          const families = governed.map(({ triggers }) => triggers);
          const behind = goBefore(protocol, space.ok, organization, families).map(({ protocol: { id: other, when } }) => ({
            ...{ id: other, always: when === undefined },
          }));
          const html = await markdown(principal, explain(protocol));
          return {
            id,
            title,
            about,
            source,
            on: protocol.on,
            text: galleryPage(one, named),
            html,
            missing,
            problems,
            holds,
            behind,
          };
        }),
      );
      return answer({ items });
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/protocols/adoptions',
    name: 'protocols.adopt',
    summary: 'Take a protocol of the gallery for a space',
    description:
      'It becomes a page of the space, and holds once the decision is accepted that brings it in; for whoever is alone here, that is at once. `roles` says who is meant by its names; those left out are named as the gallery suggests.',
    changes: 'page',
    body: z.strictObject({
      id: z.string().min(1).max(100),
      space: where,
      roles: z.record(roleName, roleName).default({}),
      reason: z.string().max(2_000).optional(),
    }),
    reply: z.object({ page: uuid, proposal: proposalReply.nullable() }),
    status: 201,
    async act({ body: asked, principal, fresh }, services) {
      const organization = await services.directory(principal.org);
      const one = galleryProtocols().find(({ id }) => id === asked.id);
      if (!one) return NOT_THERE;
      const space = spaceOf(asked.space, principal, organization);
      if (space.refused) return space;
      const { named } = fit(one, space.ok, organization);
      const body = galleryPage(one, { ...named, ...asked.roles });
      // Beside those that the organization began with.
      const first = space.ok === null ? nameId('page', principal.org, 'how-we-work') : null;
      const above = first === null ? null : await standingPage(services.db, principal, first);
      const at = { space: space.ok, under: above?.state.status === 'published' && above.state.space === null ? first : null };
      const found = await placeFor(services, principal, at, { wish: segmentFrom(one.id.replace('/', '-')) }, fresh);
      if (found.refused) return found;
      const place: Place = { ...at, ...found.ok, file: { name: `${found.ok.name}.md`, inside: false } };
      const from = one.source === null ? 'the gallery' : one.source;
      const reason = asked.reason?.trim() || `Taken from ${from}`;
      const made = await begin(services, principal, { id: fresh, place, body, only: null, owners: [], reason });
      if (made.refused) return made;
      const { proposal } = made.ok;
      return created({ page: fresh, proposal }, proposal ? `/api/decisions/${proposal.number}` : `/api/pages/${made.ok.number}`);
    },
  }),
] as const;
