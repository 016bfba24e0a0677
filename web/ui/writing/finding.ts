import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  openSearchPanel,
  replaceAll,
  replaceNext,
  search,
  SearchQuery,
  setSearchQuery,
} from '@codemirror/search';
import type { EditorState, Extension } from '@codemirror/state';
import { EditorView, keymap, runScopeHandlers, type Command, type Panel } from '@codemirror/view';
import { t } from './strings.ts';

/** Counting stops there. */
const MOST_COUNTED = 1_000;

export const openFinding: Command = openSearchPanel;

/** Finding and replacing in a text: of a long one the browser itself sees only the part that is shown. */
export const finding: Extension = [
  search({ top: true, createPanel: (view) => panelOf(view) }),
  keymap.of([
    { key: 'Mod-f', run: openSearchPanel, scope: 'editor search-panel' },
    { key: 'Mod-Alt-f', run: openSearchPanel, scope: 'editor search-panel' },
    { key: 'F3', run: findNext, shift: findPrevious, scope: 'editor search-panel', preventDefault: true },
    { key: 'Mod-g', run: findNext, shift: findPrevious, scope: 'editor search-panel', preventDefault: true },
    { key: 'Escape', run: closeSearchPanel, scope: 'editor search-panel' },
  ]),
  EditorView.theme({
    '.cm-panels': { backgroundColor: 'var(--card)', color: 'var(--ink)', zIndex: '3' },
    '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
    '.cm-finding': { font: '400 14px/20px var(--sans)', padding: '8px 12px', display: 'grid', gap: '6px' },
    '.cm-finding > div': { display: 'flex', flexWrap: 'wrap', gap: '6px', alignItems: 'center' },
    '.cm-finding input[type=text]': {
      font: 'inherit',
      flex: '1 1 120px',
      minWidth: '0',
      maxWidth: '320px',
      height: '32px',
      padding: '0 10px',
      boxSizing: 'border-box',
      color: 'var(--ink)',
      backgroundColor: 'var(--paper)',
      border: '1px solid var(--edge)',
      borderRadius: '8px',
    },
    '.cm-finding button': {
      font: 'inherit',
      minHeight: '32px',
      padding: '0 10px',
      color: 'var(--ink)',
      background: 'none',
      border: '1px solid var(--line)',
      borderRadius: '8px',
      cursor: 'pointer',
    },
    '.cm-finding button:hover': { backgroundColor: 'var(--wash)' },
    '.cm-finding :is(input, button):focus-visible': { outline: '2px solid var(--go)', outlineOffset: '1px' },
    '.cm-finding label': { display: 'inline-flex', gap: '6px', alignItems: 'center' },
    '.cm-finding output': { color: 'var(--soft)', minWidth: '64px' },
    '.cm-finding button[title]': { minWidth: '34px', padding: '0' },
    '.cm-searchMatch': { backgroundColor: 'var(--wash)', outline: '1px solid var(--edge)' },
    '.cm-searchMatch.cm-searchMatch-selected': { backgroundColor: 'var(--go-wash)', outline: '1px solid var(--go)' },
    '@media (pointer: coarse)': { '.cm-finding :is(input[type=text], button)': { minHeight: '44px', minWidth: '44px' } },
  }),
];

const panelOf = (view: EditorView): Panel => {
  const query = getSearchQuery(view.state);
  const sought = field(t('find'), query.search);
  sought.setAttribute('main-field', 'true');
  const instead = field(t('replaceBy'), query.replace);
  const exact = document.createElement('input');
  exact.type = 'checkbox';
  exact.checked = query.caseSensitive;
  const said = document.createElement('output');
  const say = (state: EditorState): void => {
    said.textContent = sought.value === '' ? '' : countOf(getSearchQuery(state), state);
  };
  const tell = (): void => {
    const now = new SearchQuery({ search: sought.value, replace: instead.value, caseSensitive: exact.checked, literal: true });
    if (!now.eq(getSearchQuery(view.state))) view.dispatch({ effects: setSearchQuery.of(now) });
  };
  const button = (word: string, does: Command, sign?: string): HTMLButtonElement => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = sign ?? word;
    if (sign !== undefined) {
      made.title = word;
      made.setAttribute('aria-label', word);
    }
    made.addEventListener('click', () => {
      tell();
      does(view);
    });
    return made;
  };
  const cases = document.createElement('label');
  cases.append(exact, t('matchCase'));
  const replacing = rowOf(instead, button(t('replace'), replaceNext), button(t('replaceAll'), replaceAll), cases);
  const dom = document.createElement('div');
  dom.className = 'cm-finding';
  dom.setAttribute('role', 'search');
  dom.setAttribute('aria-label', t('find'));
  dom.append(
    rowOf(
      sought,
      said,
      button(t('findPrevious'), findPrevious, '↑'),
      button(t('findNext'), findNext, '↓'),
      button(t('findClose'), closeSearchPanel, '✕'),
    ),
    replacing,
  );
  for (const one of [sought, instead, exact]) one.addEventListener('input', tell);
  dom.addEventListener('keydown', (event) => {
    if (runScopeHandlers(view, event, 'search-panel')) return event.preventDefault();
    // Enter would send the form in which the text stands.
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    tell();
    const does = event.target === instead ? replaceNext : event.shiftKey ? findPrevious : findNext;
    does(view);
  });
  const show = (state: EditorState): void => {
    replacing.hidden = state.readOnly;
    say(state);
  };
  show(view.state);
  return {
    dom,
    top: true,
    mount: () => sought.select(),
    update: ({ state, transactions, docChanged, selectionSet }) => {
      const told = transactions.flatMap(({ effects }) => effects).findLast((one) => one.is(setSearchQuery));
      if (told?.is(setSearchQuery)) {
        const { search: words, replace, caseSensitive } = told.value;
        if (words !== sought.value) sought.value = words;
        if (replace !== instead.value) instead.value = replace;
        exact.checked = caseSensitive;
      }
      if (told || docChanged || selectionSet) show(state);
    },
  };
};

const field = (label: string, value: string): HTMLInputElement => {
  const made = document.createElement('input');
  made.type = 'text';
  made.value = value;
  made.placeholder = label;
  made.setAttribute('aria-label', label);
  return made;
};

const rowOf = (...children: readonly HTMLElement[]): HTMLDivElement => {
  const made = document.createElement('div');
  made.append(...children);
  return made;
};

/** “3 of 12”. */
const countOf = (query: SearchQuery, state: EditorState): string => {
  const { from, to } = state.selection.main;
  let [all, at] = [0, 0];
  const cursor = query.getCursor(state);
  for (let next = cursor.next(); !next.done && all < MOST_COUNTED; next = cursor.next()) {
    all += 1;
    if (next.value.from === from && next.value.to === to) at = all;
  }
  if (all === 0) return t('foundNone');
  const many = all >= MOST_COUNTED ? t('foundMany', { n: MOST_COUNTED }) : String(all);
  return at === 0 ? t('found', { count: many }) : t('foundAt', { at: String(at), count: many });
};
