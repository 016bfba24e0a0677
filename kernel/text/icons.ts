/** Sets of pictures that Material for MkDocs has by name: `:material-check:`, `:fontawesome-solid-check:`. */
export const ICON_SETS = 'material|octicons|fontawesome(?:-(?:solid|regular|brands))?|simple';

const ICON = new RegExp(String.raw`(?<![\p{L}\p{N}:]):(?:${ICON_SETS})-[a-z0-9-]{1,60}:(?:\{[^{}\n]{0,100}\})?`, 'gu');

/** A line without such pictures: they are no words. */
export const withoutIcons = (line: string): string => (line.includes(':') ? line.replace(ICON, ' ') : line);
