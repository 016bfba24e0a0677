import { refuse, type Refusal } from '#kernel/stream/refusal.ts';
import { isPlaceholder } from './title.ts';
import type { FileName } from './title.ts';
import { sourceOf, type Outline } from './outline.ts';

/*
 * Why a Markdown file of a folder of decisions is no decision itself. Each reason says what was looked for, so that somebody who
 * disagrees knows what to write.
 */

const INDEX =
  /^(?:readme|index|_index|toc|table[-_ ]of[-_ ]contents|summary|sidebar|_sidebar|contributing|changelog|license|licence|copying|glossary|code[-_]of[-_]conduct|security|authors|maintainers|(?:adr|decision|decisions)[-_]?(?:log|index|list|overview)|log|overview|about|home|process|introduction|getting[-_]started|claude|agents)$/i;
const TEMPLATE =
  /^(?:0+[-_.])?(?:(?:adr|rfc|madr|decision|decisions|record|nygard|architecture|architectural|the|new)[-_. ])*(?:template|vorlage|modele|plantilla)s?(?:[-_. ](?:adr|rfc|madr|minimal|bare|long|short|full|simple|nygard|v?\d[\d.]*|[a-z]{2}(?:[-_][a-z]{2,4})?))*$/i;

/** By its name alone. A readme or index of a numbered folder (`0012-queues/README.md`) may be a record. */
export const refusedByName = (path: string, file: FileName): Refusal | null => {
  const folder = path.split('/').at(-2) ?? '';
  if (INDEX.test(file.stem) && !/^(?:adr[-_]?)?\d{1,8}[-_]/i.test(folder))
    return refuse('index', `“${file.stem}” is the name of an index or an introduction, not of a record.`, { line: 1 });
  return null;
};

export const isTemplateName = (file: FileName): boolean =>
  TEMPLATE.test(file.stem) || TEMPLATE.test(file.words.replace(/ /g, '-'));

const PLACEHOLDERS =
  /\{[^{}\n]{3,200}(?:\}|…)|\[(?:short title|description \||list everyone|option \d|justification|list|argument|context|YYYY)[^[\]\n]{0,200}\]|YYYY-MM-DD|\(fill me in[^)\n]{0,100}\)|what is the (?:issue|change|status)[^.?\n]{0,100}(?:\?|,)|what becomes easier or more difficult/gi;

export const isTemplateText = (outline: Outline, title: string, stated: boolean): boolean => {
  if (isPlaceholder(title)) return true;
  if (stated) return false;
  let found = 0;
  for (const { prose } of outline.lines.slice(0, 120)) found += prose.match(PLACEHOLDERS)?.length ?? 0;
  return found >= 4;
};

const FRONT_LINE = /^[\p{L}_][\p{L}\p{N}_ -]{0,40}[:=](?:[ \t]|$)/u;

/** Whether front matter is opened and never closed: alone in its file, or before a text. */
export const openFront = (outline: Outline): 'alone' | 'before-text' | null => {
  const opening = sourceOf(outline, 0).trimEnd();
  if (outline.front !== null || (opening !== '---' && opening !== '+++')) return null;
  const rest = outline.lines.slice(1).map((_, line) => sourceOf(outline, line + 1));
  if (!FRONT_LINE.test(rest[0] ?? '')) return null;
  return rest.every((line) => FRONT_LINE.test(line) || /^\s|^- |^$/.test(line)) ? 'alone' : 'before-text';
};

/** A file that only says where its content went. */
export const movedTo = (outline: Outline): string | null => {
  const said = outline.lines.filter(({ prose }) => prose.trim() !== '' && !/^\s*#/.test(prose));
  if (said.length === 0 || said.length > 3) return null;
  const text = outline.text.slice(said[0]?.from, said[0]?.to).trim();
  const found =
    /^(?:[*_>]+\s*)?(?:this \w+ (?:has |was )?)?(?:been )?(?:moved|renamed|merged in ?to|relocated|see)\b[^[]{0,60}(?:\[[^\]]{0,200}\])?\(?\s*([^()\s]{1,300})/i.exec(
      text,
    );
  return found?.[1]?.replace(/[.,]+$/, '') ?? null;
};
