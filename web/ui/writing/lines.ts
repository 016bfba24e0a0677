import { syntaxTree } from '@codemirror/language';
import { RangeSetBuilder, type Extension } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view';

const KINDS: Readonly<Record<string, string>> = {
  FencedCode: 'cm-codeLine',
  FrontMatter: 'cm-codeLine',
  CodeBlock: 'cm-codeLine',
  Blockquote: 'cm-quoteLine',
  Table: 'cm-tableLine',
};

const lineOf = (kind: string): Decoration =>
  Decoration.line({ attributes: { dir: kind === 'cm-codeLine' ? 'ltr' : 'auto' }, ...(kind === '' ? {} : { class: kind }) });
const looks = new Map(['', ...new Set(Object.values(KINDS))].map((kind) => [kind, lineOf(kind)]));

/** Each line that is in sight: in its own direction of writing, code and tables in the mono, quotes behind a line. */
const shown = (view: EditorView): DecorationSet => {
  const builder = new RangeSetBuilder<Decoration>();
  const { doc } = view.state;
  let done = -1;
  for (const { from, to } of view.visibleRanges) {
    const kinds = new Map<number, string>();
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        const kind = KINDS[node.name];
        if (kind === undefined) return;
        const last = doc.lineAt(Math.min(node.to, to)).number;
        for (let n = doc.lineAt(Math.max(node.from, from)).number; n <= last; n += 1) kinds.set(n, kind);
      },
    });
    for (let at = from; at <= to;) {
      const line = doc.lineAt(at);
      const look = looks.get(kinds.get(line.number) ?? '');
      if (line.from > done && look) builder.add(line.from, line.from, look);
      done = line.from;
      at = line.to + 1;
    }
  }
  return builder.finish();
};

class Lines {
  decorations: DecorationSet;
  constructor(view: EditorView) {
    this.decorations = shown(view);
  }
  update(update: ViewUpdate): void {
    if (update.docChanged || update.viewportChanged || syntaxTree(update.startState) !== syntaxTree(update.state))
      this.decorations = shown(update.view);
  }
}

export const lines: Extension = [
  ViewPlugin.fromClass(Lines, { decorations: ({ decorations }) => decorations }),
  EditorView.perLineTextDirection.of(true),
];
