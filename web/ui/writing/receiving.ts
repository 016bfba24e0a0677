import { syntaxTree } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { placed } from './placed.ts';
import { t } from './strings.ts';

/** Keeps a picture or file, and answers the address by which a text shows it. What it throws says why it was not kept. */
export type Keep = (
  file: File,
  onProgress?: (part: number) => void,
) => Promise<{ readonly address: string; readonly name: string }>;

/** A file on its way; `part` from 0 to 1. */
export interface Going {
  readonly name: string;
  readonly part: number;
}

interface Receiving {
  readonly extension: Extension;
  readonly receive: (view: EditorView, files: readonly File[]) => void;
}

/** Characters around a place that say how it stands. */
const NEAR = 1_000;

let count = 0;

/** What is pasted or dropped: pictures and files are kept and shown, and what comes from word processors becomes Markdown. */
export const receiving = (
  keep: Keep | null,
  { onFault, onGoing }: { readonly onFault: (sentence: string) => void; readonly onGoing: (going: Going | null) => void },
): Receiving => {
  const receive = (view: EditorView, files: readonly File[]): void => {
    if (keep && !view.state.readOnly) for (const file of files) void one(view, keep, file);
  };

  const one = async (view: EditorView, how: Keep, file: File): Promise<void> => {
    const name = file.name === '' ? 'picture.png' : file.name;
    const mark = `![${escaped(t('uploading', { name }))}](#${(count += 1)}-${Math.random().toString(36).slice(2, 8)})`;
    view.dispatch(view.state.replaceSelection(mark), { scrollIntoView: true, userEvent: 'input.drop' });
    const put = (text: string): void => {
      const from = view.state.doc.toString().indexOf(mark);
      // Whoever took it out meanwhile does not want it.
      if (from !== -1) view.dispatch({ changes: { from, to: from + mark.length, insert: text }, userEvent: 'input' });
    };
    try {
      const kept = await how(file, (part) => onGoing({ name, part }));
      put(
        `${file.type.startsWith('image/') ? '!' : ''}[${escaped(kept.name.replace(/\.\w{2,5}$/, ''))}](${addressed(kept.address)})`,
      );
    } catch (error) {
      put('');
      onFault(t('uploadFailed', { name, why: error instanceof Error ? error.message : String(error) }));
    } finally {
      onGoing(null);
    }
  };

  const paste = (event: ClipboardEvent, view: EditorView): boolean => {
    const data = event.clipboardData;
    if (!data || view.state.readOnly) return false;
    const html = data.getData('text/html');
    const plain = data.getData('text/plain');
    const files = [...data.files];
    if (keep && files.length > 0 && (html === '' || plain.trim() === '')) {
      event.preventDefault();
      receive(view, files);
      return true;
    }
    if (html === '' || !formatted(html) || codeAt(view)) return false;
    event.preventDefault();
    let lost = 0;
    void import('./from-html.ts')
      .then(({ fromHtml }) =>
        fromHtml(html, {
          keep: keep && ((file) => keep(file).then(({ address }) => addressed(address))),
          taken: (label) => view.state.doc.toString().includes(`[^${label}]`),
          onLost: (pictures) => (lost = pictures),
        }),
      )
      .catch(() => plain)
      .then((text) => {
        const { doc, selection } = view.state;
        const { from, to } = selection.main;
        const words = placed(text, doc.sliceString(Math.max(0, from - NEAR), from), doc.sliceString(to, to + NEAR));
        view.dispatch(view.state.replaceSelection(words), { scrollIntoView: true, userEvent: 'input.paste' });
        // What is typed takes back what was said before it.
        if (lost > 0) onFault(t('picturesLost', { n: lost }));
      });
    return true;
  };

  const drop = (event: DragEvent, view: EditorView): boolean => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!keep || files.length === 0) return false;
    event.preventDefault();
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
    if (at !== null) view.dispatch({ selection: { anchor: at } });
    receive(view, files);
    return true;
  };

  return { extension: EditorView.domEventHandlers({ paste, drop }), receive };
};

/** Whether HTML says more than its words do: what comes from editors of programs is words in colours. */
const formatted = (html: string): boolean =>
  !/<meta[^>]+vscode|data-pm-slice=['"][^'"]*code/i.test(html) &&
  // The words alone would run several paragraphs together.
  /<p[\s>][^]*<p[\s>]|<(?:a\s[^>]*href|b|strong|i|em|u|s|del|h[1-6]|ul|ol|li|table|blockquote|img|pre|code|hr)[\s>]|mso-list|font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic/i.test(
    html,
  );

const codeAt = (view: EditorView): boolean =>
  /^(?:FencedCode|CodeBlock|CodeText|InlineCode|FrontMatter)$/.test(
    syntaxTree(view.state).resolveInner(view.state.selection.main.from, -1).name,
  );

const escaped = (words: string): string => words.replace(/[[\]\\]/g, '\\$&').replace(/\s+/g, ' ');

const addressed = (address: string): string =>
  /[\s()<>]/.test(address) ? `<${address.replace(/[<>\n]/g, encodeURIComponent)}>` : address;
