import {
  autocompletion,
  pickedCompletion,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { EditorState, Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { rested } from '../suggesting/offers.ts';
import { acted, type Act } from './acts.ts';
import { t } from './strings.ts';
import { before, suggested, suggesting } from './suggested.ts';

/** A page that a link may lead to. */
export interface FoundPage {
  readonly title: string;
  /** `/142` */
  readonly address: string;
  readonly where?: string;
}

export type FindPages = (words: string, signal: AbortSignal) => Promise<readonly FoundPage[]>;

interface Ways {
  readonly pages: FindPages | null;
  /** Asks for a picture or file; null: there is nowhere to keep one. */
  readonly picture: (() => void) | null;
}

/** What a slash offers where a line or a word begins, which pages `[[` and a link's address find, and who and what `@` and `#` name. */
export const menus = ({ pages, picture }: Ways): Extension => [
  suggesting,
  autocompletion({
    override: [slash(picture, pages !== null), ...(pages ? [linked(pages)] : []), suggested(inCode)],
    icons: false,
    addToOptions: [before],
    optionClass: ({ type }) => (type === 'suggested' ? 'cm-suggested' : ''),
    aboveCursor: false,
    // Enter takes what is offered, however fast it follows.
    activateOnTypingDelay: 0,
    interactionDelay: 0,
    tooltipClass: () => 'cm-menu',
  }),
];

const inCode = (state: EditorState, at: number): boolean => {
  for (let node = syntaxTree(state).resolveInner(at, -1); ;) {
    if (/^(?:FencedCode|CodeBlock|InlineCode|CodeText|FrontMatter)$/.test(node.name)) return true;
    if (!node.parent) return false;
    node = node.parent;
  }
};

const BLOCKS: readonly { readonly act: Act; readonly words: string; readonly shows: string }[] = [
  { act: 'heading', words: 'heading title section h2', shows: '##' },
  { act: 'subheading', words: 'smaller heading subheading h3', shows: '###' },
  { act: 'list', words: 'list bullets', shows: '-' },
  { act: 'numbers', words: 'numbered list ordered', shows: '1.' },
  { act: 'tasks', words: 'task list todo checkbox', shows: '- [ ]' },
  { act: 'quote', words: 'quote citation', shows: '>' },
  { act: 'table', words: 'table columns rows', shows: '| |' },
  { act: 'code', words: 'code block program', shows: '```' },
  { act: 'callout', words: 'callout note box', shows: '[!NOTE]' },
  { act: 'warning', words: 'warning callout box', shows: '[!WARNING]' },
  { act: 'divider', words: 'divider line rule', shows: '---' },
  { act: 'diagram', words: 'diagram mermaid flowchart', shows: 'mermaid' },
  { act: 'formula', words: 'formula math equation', shows: '$$' },
];

const slash =
  (picture: (() => void) | null, pages: boolean) =>
  (context: CompletionContext): CompletionResult | null => {
    const typed = context.matchBefore(/(?:^|\s)\/[\p{L}\d ]{0,20}$/u);
    if (!typed) return null;
    const from = typed.from + typed.text.indexOf('/');
    if (inCode(context.state, context.pos)) return null;
    const wanted = context.state.sliceDoc(from + 1, context.pos).toLowerCase();
    const asks: (Completion & { readonly words: string })[] = BLOCKS.map(({ act, words, shows }) => ({
      label: t(act),
      detail: shows,
      words: `${t(act).toLowerCase()} ${words}`,
      apply: (view: EditorView) => {
        view.dispatch({ changes: { from, to: view.state.selection.main.head } });
        view.dispatch(view.state.update(acted(act, view.state), { scrollIntoView: true, userEvent: 'input' }));
      },
    }));
    if (picture)
      asks.push({
        label: t('picture'),
        words: `${t('picture').toLowerCase()} image photo upload attachment`,
        apply: (view) => {
          view.dispatch({ changes: { from, to: view.state.selection.main.head } });
          picture();
        },
      });
    if (pages)
      asks.push({
        label: t('page'),
        detail: '[[',
        words: `${t('page').toLowerCase()} wiki`,
        apply: (view) => {
          const { head } = view.state.selection.main;
          view.dispatch({ changes: { from, to: head, insert: '[[' }, selection: { anchor: from + 2 } });
          startCompletion(view);
        },
      });
    const options = asks.filter(
      ({ words }) => wanted === '' || words.split(' ').some((word) => word.startsWith(wanted)) || words.startsWith(wanted),
    );
    return options.length === 0 ? null : { from, options, filter: false };
  };

const linked =
  (pages: FindPages) =>
  async (context: CompletionContext): Promise<CompletionResult | null> => {
    const wiki = context.matchBefore(/\[\[[^[\]\n]{0,100}$/);
    const link = wiki ? null : context.matchBefore(/(?<!!)\[[^[\]\n]{0,200}\]\([^()\s]{0,100}$/);
    if ((!wiki && !link) || inCode(context.state, context.pos)) return null;
    const [, words = '', address = ''] = /^\[(.*)\]\((.*)$/s.exec(link?.text ?? '') ?? [];
    // An address is being written: nothing is looked for.
    if (/^(?:[a-z]+:|\/|#|\.)/i.test(address)) return null;
    const asked = wiki ? wiki.text.slice(2) : address === '' ? words : address;
    if (asked.trim() === '') return null;
    const stop = new AbortController();
    context.addEventListener('abort', () => stop.abort(), { onDocChange: true });
    await rested(stop.signal);
    if (stop.signal.aborted) return null;
    const found = await pages(asked, stop.signal).catch(() => []);
    const from = wiki ? wiki.from : context.pos - address.length;
    const options: readonly Completion[] = found.map((page) => ({
      label: page.title,
      ...(page.where === undefined ? {} : { detail: page.where }),
      apply: (view: EditorView, picked: Completion) => {
        const { doc, selection } = view.state;
        const { head } = selection.main;
        const rest = doc.sliceString(head, head + 2);
        const close = wiki ? (rest === ']]' ? 2 : 0) : rest.startsWith(')') ? 1 : 0;
        const insert = wiki ? `[${page.title.replace(/[[\]\\]/g, '\\$&')}](${page.address})` : `${page.address})`;
        view.dispatch({
          changes: { from, to: head + close, insert },
          selection: { anchor: from + insert.length },
          annotations: pickedCompletion.of(picked),
          userEvent: 'input.complete',
        });
      },
    }));
    return { from, options, filter: false };
  };
