import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  completionKeymap,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState, type Text } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { look } from './look.ts';

/** Something that is wrong, at its place: 1-based. */
export interface Fault {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export interface Suggestion {
  readonly label: string;
  /** What it is, behind it. */
  readonly detail?: string;
  /** What is written, where it is more than the label. */
  readonly apply?: string;
}

/** What may stand at a place of a text; `from` is where that which is replaced begins. */
export type Suggest = (text: string, at: number) => { readonly from: number; readonly options: readonly Suggestion[] } | null;

export interface Surface {
  readonly text: () => string;
  readonly replace: (text: string) => void;
  readonly tell: (faults: readonly Fault[]) => void;
  readonly show: (line: number, column: number) => void;
  readonly close: () => void;
}

/** CodeMirror for YAML, in a shadow root as the editor of pages is: there its styles are a constructed sheet, which the policy of content allows. */
export const openSurface = (
  host: HTMLElement,
  options: {
    readonly text: string;
    readonly label: string;
    readonly description: string;
    readonly suggest: () => Suggest | undefined;
    readonly onText: () => void;
    /** The focus went elsewhere. */
    readonly onLeave: () => void;
  },
): Surface => {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const view: EditorView = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        yaml(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({
          icons: false,
          override: [({ state, pos, explicit }) => completed(options.suggest(), state.doc.toString(), pos, explicit)],
        }),
        // Tab belongs to whoever walks through the page, but while something is offered.
        keymap.of([
          { key: 'Tab', run: acceptCompletion },
          ...completionKeymap,
          ...lintKeymap,
          ...historyKeymap,
          ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
        ]),
        look,
        EditorView.contentAttributes.of({
          // Also where the text scrolls: by the keyboard it is reached as any other field.
          tabindex: '0',
          'aria-label': options.label,
          'aria-description': options.description,
          spellcheck: 'false',
          autocapitalize: 'off',
          autocorrect: 'off',
        }),
        EditorView.domEventHandlers({ blur: () => options.onLeave() }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onText();
        }),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    replace: (text) => {
      const now = view.state.doc.toString();
      if (now !== text) view.dispatch({ changes: { from: 0, to: now.length, insert: text } });
    },
    tell: (faults) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          faults.map((fault) => diagnosed(fault, view.state.doc)),
        ),
      ),
    show: (line, column) => {
      const at = offsetOf(view.state.doc, line, column);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      view.focus();
    },
    close: () => view.destroy(),
  };
};

const completed = (suggest: Suggest | undefined, text: string, pos: number, explicit: boolean): CompletionResult | null => {
  const found = suggest?.(text, pos);
  if (!found || found.options.length === 0) return null;
  // Nothing is offered unasked at a bare place.
  if (!explicit && found.from === pos && !/[\s:.[{,+]$/.test(text.slice(0, pos))) return null;
  return {
    from: found.from,
    options: found.options.map(({ label, detail, apply }) => ({
      label,
      ...(detail === undefined ? {} : { detail }),
      ...(apply === undefined ? {} : { apply }),
    })),
    validFor: /^[\w./@-]*$/,
  };
};

const offsetOf = (doc: Text, line: number, column: number): number => {
  const at = doc.line(Math.max(1, Math.min(line, doc.lines)));
  return Math.min(at.to, at.from + Math.max(0, column - 1));
};

/** Underlined from its place to the end of the word that stands there; of an empty place, the line. */
const diagnosed = ({ severity, message, line, column }: Fault, doc: Text): Diagnostic => {
  const from = offsetOf(doc, line, column);
  const whole = doc.lineAt(from);
  const word = /^[^\s,{}[\]]+/.exec(whole.text.slice(from - whole.from))?.[0].length ?? 0;
  const to = from + word;
  return word > 0 ? { from, to, severity, message } : { from: whole.from, to: whole.to, severity, message };
};
