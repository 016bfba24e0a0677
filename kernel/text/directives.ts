/** What a directive of MyST (Jupyter Book, Sphinx) becomes: ```` ```{note} ````, `:::{note}`. */
export type Directive = 'box' | 'details' | 'around' | 'picture' | 'code' | 'formula' | 'nothing';

const NAMES: Readonly<Record<Directive, string>> = {
  box: 'note tip hint important warning attention caution danger error seealso admonition todo margin sidebar versionadded versionchanged deprecated topic',
  details: 'dropdown toggle',
  around:
    'grid grid-item grid-item-card card tab-set tab-item list-table glossary epigraph pull-quote highlights compound container div centered rubric',
  picture: 'image figure',
  code: 'code code-block sourcecode code-cell mermaid prompt parsed-literal',
  formula: 'math',
  nothing: 'toctree tableofcontents contents sectionauthor only',
};

const KINDS: ReadonlyMap<string, Directive> = new Map(
  (['box', 'details', 'around', 'picture', 'code', 'formula', 'nothing'] as const).flatMap((kind) =>
    NAMES[kind].split(' ').map((name): [string, Directive] => [name, kind]),
  ),
);

/** Null: it is shown as it is written. */
export const directiveOf = (name: string): Directive | null => KINDS.get(name) ?? null;

/** Languages that Quarto and R Markdown run: shown as what they are. */
export const isRun = (name: string): boolean => /^(?:r|python|julia|bash|sh|sql|js|ojs|mermaid|dot|powershell|stata)$/.test(name);

/** Behind the marks of a fence: the name in braces or mdBook's `admonish`, and the word that follows it. */
export const DIRECTIVE = /^(?:\{([A-Za-z][\w:-]{0,40})\}|(admonish)\b)[ \t]*(\S{0,500})/;

/** Whether what stands in such a fence is Markdown. `info`: what is behind its marks. */
export const holdsMarkdown = (info: string): boolean => {
  const [, name = '', admonish] = DIRECTIVE.exec(info) ?? [];
  return admonish !== undefined || /^(?:box|details|around|picture)$/.test(directiveOf(name) ?? '');
};
