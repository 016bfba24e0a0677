import { RE2JS } from 're2js';

const PLAIN = /^[\w/-]+$/;
/** What an engine does for the first time takes it longest: it is done while the file is read, and not when somebody waits for a path. */
const SOME_PATH = 'Documentation/devicetree/bindings/some/path-of_1.yaml';

/** `N:` of MAINTAINERS. Linear in the path, whatever the expression; null: it is none. */
export const nameExpression = (value: string): ((path: string) => boolean) | null => {
  if (PLAIN.test(value)) return (path) => path.includes(value);
  try {
    const expression = RE2JS.compile(value);
    expression.matcher(SOME_PATH).find();
    const pieces = piecesOf(value);
    if (pieces === null) return (path) => expression.matcher(path).find();
    return (path) => {
      const small = path.toLowerCase();
      return pieces.some((piece) => small.includes(piece)) && expression.matcher(path).find();
    };
  } catch {
    return null;
  }
};

/** Whatever the expression finds has one of these in it, in small letters; null where no such piece is plain to see. */
const piecesOf = (value: string): readonly string[] | null => {
  const words = value.replace(/^\(\?i\)/, '');
  // Groups and counts may make anything of what stands in them.
  if (/[(){}]/.test(words)) return null;
  const pieces: string[] = [];
  for (const one of words.replace(CLASS, '.').split('|')) {
    const piece = one
      // What is optional need not be there, and what is escaped is more than a letter.
      .replace(/\\./g, (sign) => (/\\\w/.test(sign) ? '.' : sign.slice(1).replace('.', '\0')))
      .replace(/[^.][?*]/g, '.')
      .split(/[.^$+*?]+/)
      .map((part) => part.replaceAll('\0', '.'))
      .reduce((longest, part) => (part.length > longest.length ? part : longest), '');
    if (piece.length < 2) return null;
    pieces.push(piece.toLowerCase());
  }
  return pieces;
};

const CLASS = /\[\^?\]?(?:\\.|[^\]\\])*\]/g;
