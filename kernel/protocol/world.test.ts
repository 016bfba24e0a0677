import { describe, expect, it } from 'vitest';
import type { Actor, Directory, Space } from '../actors/directory.ts';
import { worldOf } from './world.ts';

const actor = (id: string, more: Partial<Actor> = {}): Actor => ({
  id,
  kind: 'person',
  name: id.toUpperCase(),
  handle: `@${id}`.slice(1),
  calendars: [],
  deputies: [],
  role: 'member',
  status: 'active',
  skills: [],
  ...more,
});
const space = (id: string, more: Partial<Space> = {}): Space => ({
  id,
  slug: id,
  name: id,
  purpose: '',
  parent: null,
  access: 'open',
  members: {},
  roles: {},
  archived: false,
  ...more,
});

const directory: Directory = {
  org: 'org',
  version: 1,
  name: 'Northwind',
  longestWindow: 14 * 86_400_000,
  actors: new Map(
    [
      actor('ines', { role: 'steward' }),
      actor('raj', { skills: ['sql'] }),
      actor('tomas'),
      actor('aroha', { status: 'left' }),
      actor('bot', { kind: 'agent', accountable: 'raj' }),
      actor('web', { kind: 'team', members: ['raj', 'tomas'] }),
    ].map((one) => [one.id, one]),
  ),
  spaces: new Map(
    [
      space('root', { roles: { pmc: ['ines', 'web'] } }),
      space('platform', {
        parent: 'root',
        members: { web: 'contributor', ines: 'steward', bot: 'reader' },
        roles: { oncall: ['raj'] },
      }),
      space('inner', { parent: 'platform' }),
    ].map((one) => [one.id, one]),
  ),
  protocols: [],
};
const roles = (name: string, room: string | null = 'platform', facts = {}) => worldOf(directory, room, facts).role(name);

describe('the world of an artifact', () => {
  it('finds roles in its space and in those above it, with teams as their members', () => {
    expect(roles('oncall')).toEqual(['raj']);
    expect(roles('pmc', 'inner')).toEqual(['ines', 'raj', 'tomas']);
    expect(roles('oncall', 'root')).toBeNull();
  });

  it('knows members, contributors and stewards of the space, or of the one above that lists any', () => {
    expect(roles('members')).toEqual(['raj', 'tomas', 'ines', 'bot']);
    expect(roles('contributors', 'inner')).toEqual(['raj', 'tomas', 'ines']);
    expect(roles('stewards', 'inner')).toEqual(['ines']);
  });

  it('takes everyone of the organization where no space lists anybody', () => {
    expect(roles('contributors', 'root')).toEqual(['ines', 'raj', 'tomas', 'bot']);
    expect(roles('stewards', null)).toEqual(['ines']);
    expect(roles('everyone', null)).toEqual(['ines', 'raj', 'tomas', 'bot']);
    expect(roles('agents', null)).toEqual(['bot']);
  });

  it('takes a fact that lists actors as a role, and a handle or team as itself', () => {
    expect(roles('affected', null, { affected: ['tomas', 'web', 7] })).toEqual(['tomas', 'raj']);
    expect(roles('asked')).toEqual([]);
    expect(roles('owners_of_paths', null, { owners_of_paths: ['raj'] })).toEqual(['raj']);
    expect([roles('web'), roles('raj'), roles('nobody')]).toEqual([['raj', 'tomas'], ['raj'], null]);
    expect([roles('constructor'), roles('__proto__')]).toEqual([null, null]);
  });

  it('describes people and agents, their teams and their load, and no team', () => {
    const world = worldOf(directory, 'platform', {}, { loads: new Map([['raj', 4]]) });
    expect(world.actor('raj')).toMatchObject({
      name: 'RAJ',
      kind: 'person',
      active: true,
      load: 4,
      teams: ['web'],
      facts: { skills: ['sql'] },
    });
    expect(world.actor('bot')).toMatchObject({ kind: 'agent', accountable: 'raj' });
    expect([world.actor('web'), world.actor('nobody'), world.actor('aroha')?.active]).toEqual([undefined, undefined, false]);
  });

  it('does not turn in a circle of spaces', () => {
    const circle = {
      ...directory,
      spaces: new Map([
        ['a', space('a', { parent: 'b' })],
        ['b', space('b', { parent: 'a' })],
      ]),
    };
    expect(worldOf(circle, 'a', {}).role('members')).toHaveLength(4);
    expect(worldOf(circle, 'a', {}).role('pmc')).toBeNull();
  });
});
