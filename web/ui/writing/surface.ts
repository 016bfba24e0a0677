import { acceptCompletion, closeCompletion, completionStatus, startCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands';
import { Compartment, EditorState, Prec, Transaction, type Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder as emptyWords, type Command } from '@codemirror/view';
import { acted, type Act } from './acts.ts';
import { finding, openFinding } from './finding.ts';
import { continueLine, markdown, takeMark } from './language.ts';
import { lines } from './lines.ts';
import { look } from './look.ts';
import { menus, type FindPages } from './menus.ts';
import { receiving, type Going, type Keep } from './receiving.ts';
import { seen } from './seen.ts';
import { leaveAlone } from './suggested.ts';

/** A text that comes from elsewhere and has its own history: of a live draft. */
export interface Source {
  readonly text: string;
  readonly extensions: Extension;
}

export interface SurfaceOptions {
  readonly source: Source;
  readonly placeholder: string;
  readonly findPages: FindPages | null;
  readonly keep: Keep | null;
  /** Asks for a picture or file. */
  readonly choose: (() => void) | null;
  readonly onText: (text: () => string) => void;
  readonly onFault: (sentence: string) => void;
  /** A file is on its way; null: none is. */
  readonly onGoing: (going: Going | null) => void;
  /** The focus went elsewhere. */
  readonly onLeave: () => void;
}

export interface Told {
  readonly label: string;
  readonly description: string | undefined;
  readonly invalid: boolean;
  readonly readOnly: boolean;
}

export interface Surface {
  readonly act: (act: Act) => void;
  /** Opens the line in which one finds and replaces. */
  readonly find: () => void;
  readonly receive: (files: readonly File[]) => void;
  /** Another text in its place, as one step that can be undone. */
  readonly replace: (text: string) => void;
  readonly text: () => string;
  readonly tell: (told: Told) => void;
  readonly focus: () => void;
  /** Shows a place: its line, 1-based. */
  readonly showLine: (line: number) => void;
  readonly close: () => void;
}

/** History of one's own, where the text has none. */
export const plainSource = (text: string): Source => ({ text, extensions: [history(), keymap.of(historyKeymap)] });

/**
 * Opens CodeMirror in a shadow root: its styles are a constructed sheet there, which the policy of content allows; in the document they would be an
 * inline `<style>`, which it forbids.
 */
export const openSurface = (host: HTMLElement, options: SurfaceOptions): Surface => {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const telling = new Compartment();
  const { source, findPages, keep, choose, onText } = options;
  const files = receiving(keep, options);
  const view: EditorView = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: source.text,
      extensions: [
        source.extensions,
        keys,
        markdown,
        keymap.of(defaultKeymap.filter(({ key }) => key !== 'Mod-Enter' && key !== 'Mod-i')),
        EditorView.lineWrapping,
        EditorState.allowMultipleSelections.of(false),
        look,
        lines,
        finding,
        seen,
        menus({ pages: findPages, picture: choose }),
        files.extension,
        EditorView.domEventHandlers({ blur: () => options.onLeave() }),
        emptyWords(options.placeholder),
        telling.of([]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onText(() => update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    act: (act) => {
      run(act)(view);
      view.focus();
    },
    find: () => void openFinding(view),
    receive: (given) => {
      files.receive(view, given);
      view.focus();
    },
    replace: (text) => {
      const now = view.state.doc.toString();
      if (now !== text) view.dispatch({ changes: { from: 0, to: now.length, insert: text } });
    },
    text: () => view.state.doc.toString(),
    tell: (told) => view.dispatch({ effects: telling.reconfigure(told_(told)), annotations: Transaction.addToHistory.of(false) }),
    focus: () => view.focus(),
    showLine: (line) => {
      const at = view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)));
      view.dispatch({
        selection: { anchor: at.from, head: at.to },
        effects: EditorView.scrollIntoView(at.from, { y: 'center' }),
      });
      view.focus();
    },
    close: () => view.destroy(),
  };
};

const told_ = ({ label, description, invalid, readOnly }: Told): Extension => [
  EditorState.readOnly.of(readOnly),
  EditorView.contentAttributes.of({
    'aria-label': label,
    ...(description === undefined ? {} : { 'aria-description': description }),
    ...(invalid ? { 'aria-invalid': 'true' } : {}),
    ...(readOnly ? { 'aria-readonly': 'true' } : {}),
    spellcheck: 'true',
    autocorrect: 'on',
    autocapitalize: 'sentences',
  }),
];

const run =
  (act: Act): Command =>
  (view) => {
    if (view.state.readOnly) return false;
    view.dispatch(view.state.update(acted(act, view.state), { scrollIntoView: true, userEvent: 'input' }));
    if (act === 'link') startCompletion(view);
    return true;
  };

const inList: (command: Command) => Command = (command) => (view) =>
  /^\s*(?:[-*+]|\d{1,9}[.)]) /.test(view.state.doc.lineAt(view.state.selection.main.head).text) ? command(view) : false;

/** Sends the form in which the text stands. */
const send: Command = (view) => {
  const { host } = view.root as ShadowRoot;
  host.closest('form')?.requestSubmit();
  return true;
};

const close: Command = (view) => {
  if (completionStatus(view.state) === null || !closeCompletion(view)) return false;
  leaveAlone(view);
  return true;
};

// Tab belongs to whoever walks through the page, but in a list, where Escape gives it back (CodeMirror's own way).
const keys: Extension = Prec.highest(
  keymap.of([
    { key: 'Mod-b', run: run('bold') },
    { key: 'Mod-i', run: run('italic') },
    { key: 'Mod-k', run: run('link') },
    { key: 'Mod-e', run: run('code') },
    { key: 'Mod-Shift-7', run: run('numbers') },
    { key: 'Mod-Shift-8', run: run('list') },
    { key: 'Mod-Shift-9', run: run('quote') },
    { key: 'Mod-Enter', run: send },
    { key: 'Enter', run: (view) => completionStatus(view.state) !== 'active' && continueLine(view) },
    { key: 'Backspace', run: takeMark },
    { key: 'Tab', run: acceptCompletion },
    { key: 'Tab', run: inList(indentMore), shift: inList(indentLess) },
    { key: 'Escape', run: close },
  ]),
);
