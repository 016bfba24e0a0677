import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { acted, type Act } from './acts.ts';
import { continueLine, takeMark } from './language.ts';

/** `|` is the caret, or the two ends of what is selected. */
const stateOf = (marked: string): EditorState => {
  const [first = '', ...rest] = marked.split('|');
  const anchor = first.length;
  const head = rest.length === 2 ? anchor + (rest[0]?.length ?? 0) : anchor;
  return EditorState.create({ doc: marked.replaceAll('|', ''), selection: { anchor, head } });
};
const marked = (state: EditorState): string => {
  const { from, to } = state.selection.main;
  const text = state.doc.toString();
  return from === to
    ? `${text.slice(0, from)}|${text.slice(from)}`
    : `${text.slice(0, from)}|${text.slice(from, to)}|${text.slice(to)}`;
};
const after = (act: Act, before: string): string => {
  const state = stateOf(before);
  return marked(state.update(acted(act, state)).state);
};
const keyed = (command: typeof continueLine, before: string): string | null => {
  let state = stateOf(before);
  const done = command({ state, dispatch: (transaction) => (state = transaction.state) });
  return done ? marked(state) : null;
};

describe('bold and italic', () => {
  it('go around what is selected, and away again', () => {
    expect(after('bold', 'One |of us| each week')).toBe('One **|of us|** each week');
    expect(after('bold', 'One **|of us|** each week')).toBe('One |of us| each week');
    expect(after('bold', 'One |**of us**| each week')).toBe('One |of us| each week');
    expect(after('italic', '|deputy|')).toBe('_|deputy|_');
  });
  it('go around the word at the caret, and make room where there is none', () => {
    expect(after('bold', 'the depu|ty')).toBe('the **depu|ty**');
    expect(after('bold', 'the |')).toBe('the **|**');
  });
  it('leave spaces at the ends outside, where marks would mean nothing', () => {
    expect(after('bold', 'One| of us |each')).toBe('One **|of us|** each');
  });
});

describe('lines', () => {
  it('become headings, smaller ones, and words again', () => {
    expect(after('heading', 'On ca|ll')).toBe('## On ca|ll');
    expect(after('heading', '## On ca|ll')).toBe('### On ca|ll');
    expect(after('heading', '### On ca|ll')).toBe('On ca|ll');
    expect(after('heading', '- On ca|ll')).toBe('## On ca|ll');
  });
  it('become lists of another kind, and words again', () => {
    expect(after('list', '|one\ntwo|')).toBe('- |one\n- two|');
    expect(after('tasks', '|- one\n- two|')).toBe('|- [ ] one\n- [ ] two|');
    expect(after('list', '- [ ] on|e')).toBe('- on|e');
    expect(after('numbers', '|one\n\ntwo|')).toBe('1. |one\n\n2. two|');
    expect(after('list', '- on|e')).toBe('on|e');
    expect(after('quote', '|one\ntwo|')).toBe('> |one\n> two|');
    expect(after('quote', '> |one')).toBe('|one');
  });
  it('keep the depth at which they stand', () => {
    expect(after('numbers', '  - inn|er')).toBe('  1. inn|er');
  });
});

describe('blocks', () => {
  it('stand apart from the words around them', () => {
    expect(after('divider', 'above|')).toBe('above\n\n---\n|');
    expect(after('table', 'above|\nbelow')).toBe(
      'above\n\n| |Column| | Column |\n| --- | --- |\n| Cell | Cell |\n| Cell | Cell |\n\nbelow'.replace(
        '| |Column|',
        '| |Column|',
      ),
    );
  });
  it('take what is selected into them, also what has fences in it', () => {
    expect(after('code', '|a\nb|')).toBe('```\n|a\nb|\n```\n');
    expect(after('code', 'say |this|')).toBe('say `|this|`');
    expect(after('code', '|```\nb|')).toBe('````\n|```\nb|\n````\n');
    expect(after('callout', '|a\nb|')).toBe('> [!NOTE]\n> |a\n> b|\n');
  });
});

it('a link waits for its address, or takes the one that was selected', () => {
  expect(after('link', 'see |the rota|')).toBe('see [the rota](|)');
  expect(after('link', 'see |https://example.org/a|')).toBe('see [|](https://example.org/a)');
  expect(after('link', 'see |')).toBe('see [](|)');
});

describe('Enter', () => {
  it('goes on with a list, and ends it on an empty item', () => {
    expect(keyed(continueLine, '- one|')).toBe('- one\n- |');
    expect(keyed(continueLine, '9. one|')).toBe('9. one\n10. |');
    expect(keyed(continueLine, '- [x] one|')).toBe('- [x] one\n- [ ] |');
    expect(keyed(continueLine, '> said|')).toBe('> said\n> |');
    expect(keyed(continueLine, '- one\n- |')).toBe('- one\n|');
    expect(keyed(continueLine, '- one\n  - |')).toBe('- one\n- |');
  });
  it('is a plain one elsewhere', () => {
    expect(keyed(continueLine, 'words|')).toBeNull();
    expect(keyed(continueLine, '|- one')).toBeNull();
    expect(keyed(continueLine, '-5 degrees|')).toBeNull();
  });
});

it('Backspace before an item’s words takes its mark', () => {
  expect(keyed(takeMark, '- [ ] |one')).toBe('|one');
  expect(keyed(takeMark, '## |one')).toBe('|one');
  expect(keyed(takeMark, '- o|ne')).toBeNull();
});
