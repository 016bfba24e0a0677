import { defineLanguageFacet, Language, languageDataProp, LanguageSupport } from '@codemirror/language';
import { EditorSelection, type StateCommand } from '@codemirror/state';
import { Autolink, type MarkdownConfig, parser, Strikethrough, Table, TaskList } from '@lezer/markdown';
import { tags } from '@lezer/highlight';

const data = defineLanguageFacet({
  commentTokens: { block: { open: '<!--', close: '-->' } },
  closeBrackets: { brackets: ['(', '[', '{', '`'] },
});

/** The head of a file: what stands between its first line, `---`, and the next such. Else its last line would be underlined, as a heading. */
const frontMatter: MarkdownConfig = {
  defineNodes: [{ name: 'FrontMatter', block: true, style: tags.monospace }],
  parseBlock: [
    {
      name: 'FrontMatter',
      before: 'HorizontalRule',
      parse(context, line) {
        if (context.lineStart !== 0 || !/^---[ \t]*$/.test(line.text) || !/^[\w-]+[ \t]*:/.test(context.peekLine())) return false;
        while (context.nextLine())
          if (/^(?:---|\.\.\.)[ \t]*$/.test(line.text)) {
            context.nextLine();
            break;
          }
        context.addElement(context.elt('FrontMatter', 0, context.prevLineEnd()));
        return true;
      },
    },
  ],
};

/** GFM. Without the languages of the web, which its package would bring along: nobody programs here. */
export const markdown: LanguageSupport = new LanguageSupport(
  new Language(
    data,
    parser.configure([
      Autolink,
      Strikethrough,
      Table,
      TaskList,
      frontMatter,
      { props: [languageDataProp.add((type) => (type.isTop ? data : undefined))] },
    ]),
    [],
    'markdown',
  ),
);

/** What a line of a list or a quote begins with. */
const BEGINS = /^(\s*)((?:> ?)*)(\s*)(?:([-*+])|(\d{1,9})([.)]))?( +\[[ xX]\])?( +|$)/;

/** Enter: the next line begins as this one does; on an empty item the list ends. */
export const continueLine: StateCommand = ({ state, dispatch }) => {
  const { main } = state.selection;
  if (!main.empty || state.readOnly) return false;
  const line = state.doc.lineAt(main.head);
  const found = BEGINS.exec(line.text);
  if (!found) return false;
  const [whole, indent = '', quote = '', inner = '', bullet = '', number, sign = '', box = '', space = ' '] = found;
  const item = bullet !== '' || number !== undefined;
  if ((!item && quote === '') || main.head < line.from + whole.trimEnd().length) return false;
  if (line.text.slice(whole.length).trim() === '') {
    // An inner item becomes one of the list around it; an outer one ends the list.
    const outer =
      item && indent.length + inner.length >= 2 ? line.text.slice(Math.min(indent.length, number === undefined ? 2 : 3)) : '';
    const insert = outer === line.text ? '' : outer;
    dispatch(
      state.update({
        changes: { from: line.from, to: line.to, insert },
        selection: { anchor: line.from + insert.length },
        userEvent: 'delete',
      }),
    );
    return true;
  }
  const mark = number === undefined ? bullet : `${Number(number) + 1}${sign}`;
  const words = item ? `${mark}${box === '' ? '' : ' [ ]'} ` : space.slice(0, 1);
  const insert = `\n${indent}${quote}${inner}${words}`;
  dispatch(
    state.update({
      changes: { from: main.head, insert },
      selection: EditorSelection.cursor(main.head + insert.length),
      scrollIntoView: true,
      userEvent: 'input',
    }),
  );
  return true;
};

/** Backspace where an item's words begin: takes its mark away, not a space of it. */
export const takeMark: StateCommand = ({ state, dispatch }) => {
  const { main } = state.selection;
  if (!main.empty || state.readOnly) return false;
  const line = state.doc.lineAt(main.head);
  const [, mark = ''] = /^\s*((?:[-*+]|\d{1,9}[.)]) (?:\[[ xX]\] )?|#{1,6} |> )/.exec(line.text) ?? [];
  const start = line.text.indexOf(mark);
  if (mark === '' || main.head !== line.from + start + mark.length) return false;
  dispatch(state.update({ changes: { from: line.from + start, to: main.head }, userEvent: 'delete' }));
  return true;
};
