import {
  pickedCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
} from '@codemirror/autocomplete';
import { StateEffect, StateField, type EditorState, type Extension, type Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { picturePath } from '../kind-picture.tsx';
import { begunIn, type Begun } from '../suggesting/begun.ts';
import { prepareSuggestions, putIn, suggestionsFor, type Suggestion } from '../suggesting/offers.ts';

interface Named extends Completion {
  readonly suggestion: Suggestion;
}

/** People for `@`, artifacts for `#`: the same as fields offer. `isCode` knows where nothing is. */
export const suggested =
  (isCode: (state: EditorState, at: number) => boolean): CompletionSource =>
  async (context: CompletionContext): Promise<CompletionResult | null> => {
    const begun = begunAtCaret(context.state.doc, context.pos);
    if (begun === null || context.state.field(leftAlone) === begun.from || isCode(context.state, begun.from + 1)) return null;
    const stop = new AbortController();
    context.addEventListener('abort', () => stop.abort(), { onDocChange: true });
    const found = await suggestionsFor(begun, stop.signal);
    const options: readonly Named[] = found.map((suggestion) => ({
      label: suggestion.label,
      detail: suggestion.side,
      type: 'suggested',
      suggestion,
      apply: (view: EditorView, picked: Completion) => put(view, begun, suggestion, picked),
    }));
    return options.length === 0 ? null : { from: begun.from, options, filter: false };
  };

const begunAtCaret = (doc: Text, at: number): Begun | null => {
  const line = doc.lineAt(at);
  const begun = begunIn(line.text, at - line.from);
  return begun && { ...begun, from: line.from + begun.from, to: at };
};

const put = (view: EditorView, { from }: Begun, suggestion: Suggestion, picked: Completion): void => {
  const { head } = view.state.selection.main;
  const insert = putIn(suggestion, view.state.sliceDoc(head, head + 2));
  view.dispatch({
    changes: { from, to: head, insert },
    selection: { anchor: from + insert.length },
    annotations: pickedCompletion.of(picked),
    effects: leave.of(from),
    scrollIntoView: true,
    userEvent: 'input.complete',
  });
};

const leave = StateEffect.define<number | null>({ map: (at, changes) => at && changes.mapPos(at, -1) });

/** Where a list was closed, or something was taken: nothing more is offered for that sign. */
const leftAlone = StateField.define<number | null>({
  create: () => null,
  update: (before, transaction) => {
    const now = transaction.effects.find((effect) => effect.is(leave));
    if (now?.is(leave)) return now.value;
    const at = before === null ? null : transaction.changes.mapPos(before, -1);
    // Elsewhere it begins anew.
    return at !== null && begunAtCaret(transaction.newDoc, transaction.newSelection.main.head)?.from !== at ? null : at;
  },
});

/** Whoever closes the list wants what is typed as it is. */
export const leaveAlone = (view: EditorView): void =>
  view.dispatch({ effects: leave.of(begunAtCaret(view.state.doc, view.state.selection.main.head)?.from ?? null) });

/** What it remembers, and fetches ahead. */
export const suggesting: Extension = [
  leftAlone,
  EditorView.domEventHandlers({
    focus: () => {
      prepareSuggestions();
    },
  }),
];

const isNamed = (completion: Completion): completion is Named => 'suggestion' in completion;

/** For `addToOptions`: before the name, the picture and the number. */
export const before = {
  position: 40,
  render: (completion: Completion): Node | null => {
    if (!isNamed(completion)) return null;
    const { kind, insert } = completion.suggestion;
    const marks = document.createElement('span');
    marks.className = 'cm-suggestedMarks';
    const picture = document.createElementNS(SVG, 'svg');
    picture.setAttribute('viewBox', '0 0 16 16');
    picture.ariaHidden = 'true';
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', picturePath(kind));
    picture.append(path);
    marks.append(picture);
    if (insert.startsWith('#')) marks.append(insert);
    return marks;
  },
};
const SVG = 'http://www.w3.org/2000/svg';
