import { parseProtocol } from '#kernel/protocol/document.ts';
import { outlineOf } from '#kernel/protocol/outline.ts';

const texts = import.meta.glob<string>('../../../../kernel/protocol/gallery/**/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Protocols of real organizations, by their ids. */
const byId: ReadonlyMap<string, string> = new Map(
  Object.entries(texts).map(([path, text]) => [path.replace(/^.*\/gallery\//, '').replace(/\.yaml$/, ''), text]),
);

export interface Exhibit {
  readonly id: string;
  readonly governs: string;
  readonly short: string;
  /** Whose it is, in the words of its first lines. */
  readonly words: string;
  readonly source: string | null;
}

export const galleryText = (id: string): string | null => byId.get(id) ?? null;

export const gallery = (): readonly Exhibit[] =>
  [...byId].flatMap(([id, text]) => {
    const { protocol } = parseProtocol(text);
    if (!protocol) return [];
    const { governs, short } = outlineOf(protocol);
    const comment = (/^(?:#.*\n)+/.exec(text)?.[0] ?? '').replace(/^# ?/gm, '').replace(/\s+/g, ' ').trim();
    const source = /https?:\/\/\S+/.exec(comment)?.[0].replace(/[.,)]+$/, '') ?? null;
    const words = comment.replace(/\s*Sources?: .*$/, '');
    return [{ id, governs, short, words, source }];
  });
