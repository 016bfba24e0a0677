import { expect, it } from 'vitest';
import { BOARD, MERE, PLATFORM, RAJ, TOMAS, northwind } from '#tests/organization.ts';
import { homeFault } from './home.ts';

it('a closed space is not there for who is outside; a steward of the organization, who knows of it, is told how to come in', async () => {
  const { directory } = await northwind();
  const known = await directory();
  const mere = known.actors.get(MERE);
  if (!mere) throw new Error('nobody');
  const stewards = { ...known, actors: new Map([...known.actors, [MERE, { ...mere, role: 'steward' as const }]]) };
  const fault = (space: string, by: string) => homeFault(space, { by, directory: stewards }, 'work');
  expect(fault(BOARD, TOMAS)).toMatchObject({ code: 'not-found', field: '/space' });
  expect(fault(BOARD, MERE)).toMatchObject({
    code: 'not-permitted',
    message: 'Board is closed, and you are no member of it. As a steward you may add yourself.',
    field: '/space',
  });
  expect(fault(BOARD, RAJ)).toBeNull();
  expect(fault(PLATFORM, MERE)).toBeNull();
});
