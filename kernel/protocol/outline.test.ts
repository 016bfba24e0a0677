import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseProtocol } from './document.ts';
import { outlineOf } from './outline.ts';

const gallery = (id: string) => {
  const { protocol } = parseProtocol(readFileSync(join(import.meta.dirname, 'gallery', `${id}.yaml`), 'utf8'));
  if (!protocol) throw new Error(`${id} does not check`);
  return outlineOf(protocol);
};

describe('[P1] a protocol drawn step by step', () => {
  it('says of each step who, how long, what passes, and what happens else', () => {
    expect(gallery('asf/lazy').steps).toMatchObject([
      {
        step: 'silence',
        who: 'Everyone in committers',
        time: '72 hours',
        passes: 'When that time is over, if no objection is open',
        next: null,
        otherwise: 'It goes to vote',
        leadsTo: 'vote',
      },
      { step: 'vote', entry: ['Held only when silence does not pass'], next: null, otherwise: 'It lapses', leadsTo: null },
    ]);
    expect(gallery('loomio/advice').steps[0]).toMatchObject({ next: 'decide', passes: 'As soon as everyone has answered' });
  });

  it('says of a lease what holds while something is claimed', () => {
    const { steps, lease, governs } = gallery('work/claim');
    expect(steps).toEqual([]);
    expect(governs).toBe('when a task is ready');
    expect(lease[0]).toMatch(/^Anyone may claim it/);
  });

  it('needs a sentence or two for a list, without marks of emphasis', () => {
    const { short } = gallery('s3/consent');
    expect(short).toContain('up to 2 working days');
    expect(short).not.toContain('*');
  });
});
