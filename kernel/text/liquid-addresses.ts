import { outsideCode } from './outside-code.ts';

const BASE = String.raw`\{\{-?\s*(?:site\.(?:baseurl|url|github\.url)|baseurl|base_path)\s*-?\}\}`;
const BASES = new RegExp(String.raw`(?:${BASE}){1,2}(?=[/)"'\s{])(?!\s*\{\{)`, 'g');
const FILTERED =
  /\{\{-?\s*(["'])([^"'\n{}|]{1,500})\1\s*(?:\|\s*(?:relative_url|absolute_url|url|prepend:\s*(?:site\.)?(?:baseurl|url))\s*){1,3}-?\}\}/g;
const LINKED = /\{%-?\s*(link|post_url)\s+([^\s%{}]{1,500}|[^%{}\n]{1,500}?\.\w{1,10})\s*-?%\}/g;

/**
 * Markdown in which the addresses that Jekyll (and Eleventy) fill in stand as everybody reads them: `{% link _docs/leave.md %}`, `{{ '/dock.png' | relative_url }}`,
 * `{{ site.baseurl }}/leave`. In links, pictures, definitions and tags alone, and not in blocks of code.
 */
export const withPlainLiquid = (text: string): string => {
  if (!/\{%-?\s*(?:link|post_url|highlight|raw)\s|\{\{-?\s*(?:["']|site\.|base)/.test(text)) return text;
  return outsideCode(withFences(text), (line) =>
    line.includes('{') ? line.replace(ADDRESS, (_, before: string, said: string) => before + plain(said)) : line,
  );
};

/** `{% highlight ruby %}` to `{% endhighlight %}` is a block of code; `{% raw %}`, outside of one, marks what is no program’s. */
const withFences = (text: string): string => {
  if (!/\{%-?[ \t]*(?:highlight|raw)\b/.test(text)) return text;
  const fenced = !text.includes('endhighlight')
    ? text
    : outsideCode(text, (line) =>
        line
          .replace(
            /^([ \t]*)\{%-?[ \t]*highlight[ \t]+([\w+#.-]{1,40})(?:[ \t][^%{}\n]{0,200})?[ \t]*-?%\}[ \t]*(?=\r?$)/,
            '$1```$2',
          )
          .replace(/^([ \t]*)\{%-?[ \t]*endhighlight[ \t]*-?%\}[ \t]*(?=\r?$)/, '$1```'),
      );
  return outsideCode(fenced, (line) => line.replace(/\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}/g, ''));
};

/** What stands where an address does: behind `](`, behind a definition's colon, in an attribute. */
const ADDRESS =
  /(\]\(\s*<?|^[ \t>]*\[[^\]\n]{1,300}\]:\s*|\b(?:href|src)\s*=\s*["'])((?:[^\s(){}<>"']{0,500}\{[{%](?:[^{}%\n]|%(?!\})|\}(?!\})){1,600}[%}]\}){1,4})/g;

const plain = (said: string): string =>
  said
    .replace(LINKED, (_, kind: string, path: string) =>
      addressed(kind === 'link' ? `/${path.replace(/^\/+/, '')}` : `/_posts/${path.replace(/^\/+/, '')}.md`),
    )
    .replace(FILTERED, (_, __, path: string) => addressed(/^(?:\/|[a-z][a-z0-9+.-]*:)/i.test(path) ? path : `/${path}`))
    .replace(BASES, '')
    .replace(new RegExp(`^(?:${BASE}){1,2}`), '');

const addressed = (path: string): string =>
  path.replace(/[\s()<>]/g, (sign) => encodeURIComponent(sign).replace('(', '%28').replace(')', '%29'));
