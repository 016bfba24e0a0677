import { describe, expect, it } from 'vitest';
import { suggestions } from './suggestions.ts';

const known = {
  roles: [{ name: 'contributors', means: 'of the space' }],
  triggers: ['decision.opened', 'task.ready'],
  kinds: [{ kind: 'decision', facts: { impact: 'text' } }],
};

const offered = (text: string, scenario = false): readonly string[] =>
  suggestions(known, scenario)(text.replace('|', ''), text.indexOf('|'))?.options.map(({ label }) => label) ?? [];

describe('what is offered while somebody writes a protocol', () => {
  it('is the keys that the map does not have yet', () => {
    expect(offered('id: a\n|')).toEqual(['on', 'when', 'urgent', 'steps', 'lease', 'stay', 'floor', 'do']);
    expect(offered('steps:\n  - step: a\n    of: b\n    w|')).toContain('window');
    expect(offered('steps:\n  - step: a\n    of: b\n    w|')).not.toContain('of');
    expect(offered('steps:\n  - step: a\n    objection: { e|')).toContain('effect');
  });

  it('is roles that exist, facts of what it begins on, steps, lengths of time', () => {
    expect(offered('steps:\n  - step: a\n    of: c|')).toContain('contributors');
    expect(offered('on: decision.opened\nwhen: p.|')).toEqual(['impact', 'age', 'author', 'reversible', 'irreversible']);
    expect(offered('on: change.opened\nwhen: p.|')).not.toContain('impact');
    expect(offered('steps:\n  - step: vote\n    pass: t.|')).toContain('silent');
    expect(offered('steps:\n  - step: vote\n    else: |')).toEqual(
      expect.arrayContaining(['goto:vote', 'escalate:contributors', 'lapse']),
    );
    expect(offered('id: a\non: |')).toEqual(['decision.opened', 'task.ready', 'schedule:Mon 09:00']);
    expect(offered('steps:\n  - step: vote\n    each: |')).toContain('8wh');
  });

  it('of a scenario, is its actors and what may happen', () => {
    const text = 'actors:\n  ines: { zone: Europe/Berlin }\n  raj: { zone: Asia/Kolkata }\nevents:\n  - { by: ';
    expect(offered(`${text}|`, true)).toEqual(['ines', 'raj']);
    expect(offered(`${text}raj, |`, true)).toContain('stance');
  });

  it('is all that the kernel reads, with its words', () => {
    expect(offered('steps:\n  - step: a\n    method: |')).toEqual(['condorcet', 'ranked', 'score', 'dot']);
    expect(offered('steps:\n  - step: a\n    ask: |')).toContain('acknowledge');
    expect(offered('floor:\n  |')).toContain('guard');
    expect(offered('lease: { by: anyone, |')).toContain('ttl');
  });
});
