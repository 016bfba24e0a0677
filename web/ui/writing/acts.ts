import { EditorSelection, type ChangeSpec, type EditorState, type Line, type TransactionSpec } from '@codemirror/state';
import { t } from './strings.ts';

/** What the toolbar, the keys and the slash menu do to a text. Each is its own way back where that makes sense. */
export type Act =
  | 'bold'
  | 'italic'
  | 'heading'
  | 'subheading'
  | 'list'
  | 'numbers'
  | 'tasks'
  | 'quote'
  | 'link'
  | 'table'
  | 'code'
  | 'callout'
  | 'warning'
  | 'divider'
  | 'diagram'
  | 'formula';

/** The change that an act makes of a state; null: nothing to do. */
export const acted = (act: Act, state: EditorState): TransactionSpec => {
  switch (act) {
    case 'bold':
      return around(state, '**');
    case 'italic':
      return around(state, '_');
    case 'heading':
      return headed(state, 1);
    case 'subheading':
      return headed(state, 3);
    case 'list':
      return lined(state, /^\s*[-*+] (?!\[[ xX]\] )/, () => '- ');
    case 'numbers':
      return lined(state, /^\s*\d{1,9}[.)] /, (n) => `${n}. `);
    case 'tasks':
      return lined(state, /^\s*[-*+] \[[ xX]\] /, () => '- [ ] ');
    case 'quote':
      return lined(state, /^> ?/, () => '> ', false);
    case 'link':
      return linked(state);
    case 'code':
      return coded(state);
    case 'table': {
      const [column, cell] = [t('column'), t('cell')];
      const row = (word: string) => `| ${word} | ${word} |`;
      return block(state, `${row(column)}\n| --- | --- |\n${row(cell)}\n${row(cell)}`, [2, 2 + column.length]);
    }
    case 'callout':
      return called(state, 'NOTE', t('note'));
    case 'warning':
      return called(state, 'WARNING', t('beware'));
    case 'divider':
      return block(state, '---', null);
    case 'diagram':
      return block(state, '```mermaid\nflowchart LR\n  A --> B\n```', [11, 35]);
    case 'formula':
      return block(state, '$$\nE = mc^2\n$$', [3, 11]);
    default:
      return act satisfies never;
  }
};

/** Bold, italic: put around what is selected (or the word at the caret), or taken away. */
const around = (state: EditorState, mark: string): TransactionSpec =>
  state.changeByRange((range) => {
    const { from, to } = range.empty ? (state.wordAt(range.head) ?? range) : range;
    const text = state.sliceDoc(from, to);
    const size = mark.length;
    const shift = (by: number) => EditorSelection.range(Math.max(from - size, range.anchor + by), Math.max(0, range.head + by));
    const within = text.startsWith(mark) && text.endsWith(mark) && text.length >= 2 * size;
    if (within) {
      const changes = [
        { from, to: from + size },
        { from: to - size, to },
      ];
      return { changes, range: EditorSelection.range(from, to - 2 * size) };
    }
    const wrapped = state.sliceDoc(from - size, from) === mark && state.sliceDoc(to, to + size) === mark;
    if (wrapped && !(mark === '_' && text === '')) {
      const changes = [
        { from: from - size, to: from },
        { from: to, to: to + size },
      ];
      return { changes, range: shift(-size) };
    }
    // A mark beside a space marks nothing.
    const lead = text.length - text.trimStart().length;
    const tail = text.trim() === '' ? 0 : text.length - text.trimEnd().length;
    const [start, end] = text.trim() === '' ? [from, from] : [from + lead, to - tail];
    const changes = [
      { from: start, insert: mark },
      { from: end, insert: mark },
    ];
    return { changes, range: range.empty ? shift(size) : EditorSelection.range(start + size, end + size) };
  });

/** `##`, then `###`, then none; with another beginning it becomes that. */
const headed = (state: EditorState, level: 1 | 3): TransactionSpec => {
  const lines = linesOf(state).filter((line, _, all) => all.length === 1 || line.text.trim() !== '');
  const has = (line: Line): number => /^(#{1,6}) /.exec(line.text)?.[1]?.length ?? 0;
  const first = lines[0] ? has(lines[0]) : 0;
  const wanted = level === 3 ? (first === 3 ? 0 : 3) : first === 0 ? 2 : first === 2 ? 3 : 0;
  return lineChanges(
    state,
    lines.map((line) => {
      const marks = /^(?:#{1,6} |\s*(?:[-*+]|\d{1,9}[.)]) (?:\[[ xX]\] )?)?/.exec(line.text)?.[0] ?? '';
      return { from: line.from, to: line.from + marks.length, insert: wanted === 0 ? '' : `${'#'.repeat(wanted)} ` };
    }),
  );
};

const OTHER_MARKS = /^(?:#{1,6} |(?:[-*+]|\d{1,9}[.)]) (?:\[[ xX]\] )?)/;

/** A mark before each line, or taken away where all have it. */
const lined = (state: EditorState, has: RegExp, mark: (n: number) => string, instead = true): TransactionSpec => {
  const lines = linesOf(state);
  const marked = lines.length === 1 ? lines : lines.filter(({ text }) => text.trim() !== '');
  const all = marked.length > 0 && marked.every(({ text }) => has.test(text));
  return lineChanges(
    state,
    marked.map((line, index) => {
      const indent = instead ? (/^\s*/.exec(line.text)?.[0].length ?? 0) : 0;
      const from = line.from + indent;
      if (all) return { from, to: line.from + (has.exec(line.text)?.[0].length ?? 0), insert: '' };
      const other = instead ? (OTHER_MARKS.exec(line.text.slice(indent))?.[0].length ?? 0) : 0;
      return { from, to: from + other, insert: mark(index + 1) };
    }),
  );
};

/** `[words]()`: with the caret where the address goes. An address that was selected goes there itself. */
const linked = (state: EditorState): TransactionSpec => {
  const { main } = state.selection;
  const { from, to } = main.empty ? (state.wordAt(main.head) ?? main) : main;
  const text = state.sliceDoc(from, to).replace(/\s+/g, ' ');
  const address = /^(?:https?:\/\/|mailto:|\/)\S+$/.test(text);
  const insert = address ? `[](${text})` : `[${text}]()`;
  const at = from + (address ? 1 : insert.length - 1);
  return { changes: { from, to, insert }, selection: { anchor: at } };
};

/** Within a line: backticks. Over several: a fence. */
const coded = (state: EditorState): TransactionSpec => {
  const { from, to } = state.selection.main;
  const text = state.sliceDoc(from, to);
  if (!text.includes('\n') && (text !== '' || state.doc.lineAt(from).text.trim() !== '')) return around(state, '`');
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  const open = `${fence}\n`;
  return block(state, `${open}${text}${text.endsWith('\n') || text === '' ? '' : '\n'}${text === '' ? '\n' : ''}${fence}`, [
    open.length,
    open.length + text.length,
  ]);
};

const called = (state: EditorState, kind: string, words: string): TransactionSpec => {
  const { from, to } = state.selection.main;
  const text = state.sliceDoc(from, to).trim();
  const head = `> [!${kind}]\n> `;
  const inside = (text === '' ? words : text).replaceAll('\n', '\n> ');
  return block(state, head + inside, [head.length, head.length + inside.length]);
};

/** A block in the place of what is selected, with empty lines around it; `select` is within it. */
const block = (state: EditorState, text: string, select: readonly [number, number] | null): TransactionSpec => {
  const { from, to } = state.selection.main;
  const before = state.sliceDoc(Math.max(0, from - 2), from);
  const after = state.sliceDoc(to, to + 2);
  const lead = from === 0 || before.endsWith('\n\n') || before === '\n' ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const tail = after === '' ? '\n' : after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n';
  const start = from + lead.length;
  const end = start + text.length + (select === null ? tail.length : 0);
  return {
    changes: { from, to, insert: lead + text + tail },
    selection: select === null ? { anchor: end } : { anchor: start + select[0], head: start + select[1] },
  };
};

const linesOf = (state: EditorState): readonly Line[] => {
  const { from, to } = state.selection.main;
  const lines: Line[] = [];
  for (let at = from; ;) {
    const line = state.doc.lineAt(at);
    lines.push(line);
    if (line.to >= to || lines.length >= 5_000) return lines;
    at = line.to + 1;
  }
};

const lineChanges = (state: EditorState, changes: readonly ChangeSpec[]): TransactionSpec => {
  const set = state.changes(changes);
  return { changes: set, selection: state.selection.map(set, 1) };
};
