import { outsideCode } from './outside-code.ts';

const ROLE = /(?<!`)\{([a-z][a-z:-]{0,30})\}`([^`\n]{1,500})`/g;
const BETWEEN = /^(.*?\S)\s*<([^<>]{1,400})>$/;

/**
 * Markdown in which the roles of MyST stand as everybody reads them: ``{doc}`leave <../leave>` `` is a link to that page, ``{ref}`sick <sick-days>` `` one to that
 * label, ``{kbd}`Ctrl` `` a key. In blocks of code they stay.
 */
export const withPlainRoles = (text: string): string =>
  text.includes('}`')
    ? outsideCode(text, (line) =>
        line.includes('}`')
          ? line
              .split(/(`{2,}(?:[^`]|`(?!`))*`{2,})/)
              .map((part, index) =>
                index % 2 === 1 ? part : part.replace(ROLE, (whole, name: string, said: string) => roleOf(name, said) ?? whole),
              )
              .join('')
          : line,
      )
    : text;

/** Null: it stays. */
const roleOf = (name: string, said: string): string | null => {
  const [, words = said, target = said] = BETWEEN.exec(said) ?? [];
  const named = target !== said;
  switch (name.replace(/^std:/, '')) {
    case 'doc':
      return linked(named ? words : worded(target), target);
    case 'ref':
    case 'numref':
      return linked(named ? words : worded(target), /[./#]/.test(target) ? target : `#${target}`);
    case 'download':
      return linked(named ? words : target, target);
    case 'term':
    case 'guilabel':
    case 'menuselection':
      return `**${words.replace(/[*\\]/g, '\\$&')}**`;
    case 'kbd':
    case 'sub':
    case 'sup':
    case 'subscript':
    case 'superscript': {
      const tag = name === 'kbd' ? name : name.slice(0, 3);
      return `<${tag}>${said.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${tag}>`;
    }
    case 'abbr': {
      const [, short = '', long = ''] = /^(.*?\S)\s*\(([^()]*)\)$/.exec(said) ?? [];
      return short === ''
        ? said
        : `<abbr title="${long.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">${short.replaceAll('<', '&lt;')}</abbr>`;
    }
    case 'math':
      return `$${said}$`;
    case 'command':
    case 'file':
    case 'program':
    case 'envvar':
    case 'samp':
    case 'code':
      return `\`${said}\``;
    default:
      return null;
  }
};

/** What a page or label is called that has no words: the end of its address. */
const worded = (target: string): string =>
  target
    .replace(/^.*\//, '')
    .replace(/\.\w+$/, '')
    .replace(/[-_]+/g, ' ');

const linked = (words: string, target: string): string =>
  `[${words.replace(/[[\]\\]/g, '\\$&')}](${/[\s()]/.test(target) ? `<${target}>` : target})`;
