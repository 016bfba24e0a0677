import { exhibitIn } from '#kernel/protocol/exhibit.ts';
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
    const found = exhibitIn(text);
    if (!found) return [];
    const { governs, short } = outlineOf(found.protocol);
    const source = /https?:\/\/\S+/.exec(found.source ?? '')?.[0].replace(/[.,)]+$/, '') ?? null;
    return [{ id, governs, short, words: found.about, source }];
  });
