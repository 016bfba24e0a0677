import { Prec, StateEffect, StateField, type Extension, type Range } from '@codemirror/state';
import { Decoration, EditorView, keymap, WidgetType, type DecorationSet } from '@codemirror/view';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import * as Y from 'yjs';
import type { Source } from './surface.ts';

/** Where somebody else writes: relative positions of Yjs as JSON. */
export interface SharedCaret {
  readonly name: string;
  readonly at: readonly [string, string];
}

export interface SharedSource extends Source {
  /** Shows where others write. */
  readonly carets: (carets: readonly SharedCaret[]) => void;
}

/** Positions are told once the writer pauses this long, ms. */
const PAUSE = 120;
const MOST_CARETS = 60;

/** A text on which several write, as CodeMirror takes it: with the carets of others, and each undoes what is their own. */
export const sharedSource = (
  text: Y.Text,
  { onCaret }: { readonly onCaret: (at: readonly [string, string] | null) => void },
): SharedSource => {
  const undoManager = new Y.UndoManager(text);
  let view: EditorView | null = null;
  let soon: ReturnType<typeof setTimeout> | null = null;
  const tell = (): void => {
    soon = null;
    if (!view?.hasFocus || view.state.readOnly) return onCaret(null);
    const { anchor, head } = view.state.selection.main;
    const place = (at: number): string => JSON.stringify(Y.createRelativePositionFromTypeIndex(text, at, at === 0 ? 0 : -1));
    onCaret([place(anchor), place(head)]);
  };
  const tellSoon = (): void => {
    soon ??= setTimeout(tell, PAUSE);
  };
  const follows = EditorView.updateListener.of((update) => {
    view = update.view;
    if (update.focusChanged || (update.selectionSet && update.view.hasFocus)) tellSoon();
  });
  const extensions: Extension = [
    yCollab(text, null, { undoManager }),
    Prec.high(keymap.of([...yUndoManagerKeymap])),
    caretField,
    follows,
    EditorView.domEventHandlers({
      focus: (_event, now) => {
        view = now;
        tellSoon();
      },
    }),
  ];
  return {
    text: text.toString(),
    extensions,
    carets: (carets) => {
      const { doc } = text;
      if (!view || !doc) return;
      const length = view.state.doc.length;
      const marks = carets.slice(0, MOST_CARETS).flatMap(({ name, at }) => {
        const head = placeIn(doc, at[1]);
        return head === null ? [] : [caretOf(name).range(Math.min(head, length))];
      });
      view.dispatch({ effects: setCarets.of(marks) });
    },
  };
};

/** [safety] What others say of where they are may be anything. */
const placeIn = (doc: Y.Doc, said: string): number | null => {
  try {
    return Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(JSON.parse(said)), doc)?.index ?? null;
  } catch {
    return null;
  }
};

const setCarets = StateEffect.define<readonly Range<Decoration>[]>();

const caretField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, transaction) => {
    const told = transaction.effects.find((effect) => effect.is(setCarets));
    return told?.is(setCarets) ? Decoration.set([...told.value], true) : before.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const caretOf = (name: string): Decoration => Decoration.widget({ widget: new CaretMark(name), side: 1 });

class CaretMark extends WidgetType {
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }
  override eq(other: CaretMark): boolean {
    return other.name === this.name;
  }
  override toDOM(): HTMLElement {
    const mark = document.createElement('span');
    mark.className = 'cm-caretOf';
    // Who listens to the text does not hear it between two words; they are told below the text who writes.
    mark.ariaHidden = 'true';
    const name = document.createElement('span');
    name.textContent = this.name;
    mark.append(name);
    return mark;
  }
  override ignoreEvent(): boolean {
    return true;
  }
}
