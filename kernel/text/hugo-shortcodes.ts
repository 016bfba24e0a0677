/** What Hugo's shortcodes of this name become, where they stand alone on their lines; themes share these names. */
export type Shortcode = 'box' | 'details' | 'title' | 'around' | 'film' | 'code';

const NAMES: Readonly<Record<Shortcode, string>> = {
  box: 'alert callout notice hint note tip info warning danger important caution admonition panel pageinfo quote blockquote',
  details: 'details expand collapse accordion',
  title: 'tab card step',
  around: 'tabpane tabs tabgroup codetabs columns column steps cards cardpane row col grid section block blocks',
  film: 'youtube vimeo',
  code: 'highlight mermaid',
};

const KINDS: ReadonlyMap<string, Shortcode> = new Map(
  (['box', 'details', 'title', 'around', 'film', 'code'] as const).flatMap((kind) =>
    NAMES[kind].split(' ').map((name): [string, Shortcode] => [name, kind]),
  ),
);

/** Null: it is shown as it is written. */
export const shortcodeOf = (name: string): Shortcode | null =>
  KINDS.get(name.toLowerCase()) ?? (/^blocks\/[a-z][\w-]{0,40}$/i.test(name) ? 'around' : null);

/** Hugo puts a shortcode that it only writes about between the signs of a comment: it is shown without them. */
export const withoutEscapes = (text: string): string =>
  text.includes('*/') ? text.replace(/\{\{([<%])\/\*([^\n]{0,500}?)\*\/([>%])\}\}/g, '{{$1$2$3}}') : text;
