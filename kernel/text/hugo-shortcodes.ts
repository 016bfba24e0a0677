/** What Hugo's shortcodes of this name become, where they stand alone on their lines; themes share these names. */
export type Shortcode = 'box' | 'details' | 'title' | 'around' | 'film';

const NAMES: Readonly<Record<Shortcode, string>> = {
  box: 'alert callout notice hint note tip info warning danger important caution admonition panel pageinfo quote blockquote',
  details: 'details expand collapse accordion',
  title: 'tab card step',
  around: 'tabpane tabs tabgroup codetabs columns column steps cards cardpane row col grid section block blocks',
  film: 'youtube vimeo',
};

const KINDS: ReadonlyMap<string, Shortcode> = new Map(
  (['box', 'details', 'title', 'around', 'film'] as const).flatMap((kind) =>
    NAMES[kind].split(' ').map((name): [string, Shortcode] => [name, kind]),
  ),
);

/** Null: it is shown as it is written. */
export const shortcodeOf = (name: string): Shortcode | null => KINDS.get(name.toLowerCase()) ?? null;
