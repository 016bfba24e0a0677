import { describe, expect, it } from 'vitest';
import { placeAt } from './place.ts';

/** The place is where the bar stands. */
const at = (text: string) => {
  const place = placeAt(text.replace('|', ''), text.indexOf('|'));
  return place && [place.path.join('.'), place.key, [...place.taken].join(' ')];
};

describe('where somebody writes', () => {
  it('is known in block style', () => {
    expect(at('id: a\no|')).toEqual(['', null, 'id']);
    expect(at('id: a\non: |')).toEqual(['', 'on', 'id on']);
    expect(at('steps:\n  - step: a\n    wi|')).toEqual(['steps', null, 'step']);
    expect(at('steps:\n- step: a\n  window: 4|')).toEqual(['steps', 'window', 'step window']);
    expect(at('steps:\n  - step: a\n    objection:\n      ef|')).toEqual(['steps.objection', null, '']);
    expect(at('steps:\n  - step: a\n    objection:\n      effect: block\n    p|')).toEqual(['steps', null, 'step objection']);
    expect(at('steps:\n  - step: a\n  - |')).toEqual(['steps', null, '']);
    expect(at('steps:\n  - step: a\ndo:\n  pass: [pub|]')).toEqual(['do', 'pass', 'pass']);
  });

  it('is known in flow style', () => {
    expect(at('{id: a, on: cha|')).toEqual(['', 'on', 'id on']);
    expect(at('{id: a, steps: [\n {step: x, of: y, w|')).toEqual(['steps', null, 'step of']);
    expect(at('{id: a, steps: [\n {step: x, objection: {needs: [reason, |')).toEqual(['steps.objection', 'needs', 'needs']);
    expect(at('{id: a, steps: [\n {step: x}], do: {p|')).toEqual(['do', null, '']);
  });

  it('is known of a scenario, whose keys are names', () => {
    expect(at('actors:\n  ines: { zone: Eu|')).toEqual(['actors.ines', 'zone', 'zone']);
    expect(at('events:\n  - { at: 2026-03-30T08:00:00Z, by: raj, st|')).toEqual(['events', null, 'at by']);
    expect(at('protocol:\n  id: a\n  steps:\n    - step: x\n      |')).toEqual(['protocol.steps', null, 'step']);
  });

  it('is nowhere in a comment', () => {
    expect(at('# nothing o|')).toBeNull();
    expect(at('id: a # so|')).toBeNull();
  });
});
