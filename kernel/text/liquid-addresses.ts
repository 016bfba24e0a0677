import { outsideCode, outsideSpans } from './outside-code.ts';

const BASE = String.raw`\{\{-?\s*(?:site\.(?:baseurl|url|github\.url)|baseurl|base_path)\s*-?\}\}`;
const BASES = new RegExp(String.raw`(?:${BASE}){1,2}(?=[/)"'\s{])(?!\s*\{\{)`, 'g');
const FILTERED =
  /\{\{-?\s*(["'])([^"'\n{}|]{1,500})\1\s*(?:\|\s*(?:relative_url|absolute_url|url|prepend:\s*(?:site\.)?(?:baseurl|url))\s*){1,3}-?\}\}/g;
const LINKED = /\{%-?\s*(link|post_url)\s+([^\s%{}]{1,500}|[^%{}\n]{1,500}?\.\w{1,10})\s*-?%\}/g;
/** Eleventy's shortcodes that stand for an address: `{% page "leave/#sick" %}`. */
const CALLED = /\{%-?\s*(?:page|link|url)\s+(["'])([^"'\n{}]{1,500})\1\s*-?%\}/g;
/** A picture with its words, and a channel of the chat: `{% image "img/dock.png" "The dock" %}`, `{% slack_channel "dock" %}`. */
const PICTURE =
  /\{%-?[ \t]*image[ \t]+(["'])([^"'\n{}]{1,500})\1[ \t]*(?:,?[ \t]*(["'])([^"\n{}]{0,300}?)\3)?(?:[ \t,][^%{}\n]{0,100})?-?%\}/g;
const DRESSED =
  /\{%-?[ \t]*image_with_class[ \t]+(["'])([^"'\n{}]{1,500})\1[ \t]*,?[ \t]*(["'])[^"'\n{}]{0,200}\3[ \t]*(?:,?[ \t]*(["'])([^"\n{}]{0,300}?)\4)?[^%{}\n]{0,100}-?%\}/g;
const CHANNEL = /\{%-?[ \t]*slack_channel[ \t]+(["'])#?([^"'\n{}]{1,100})\1[ \t]*-?%\}/g;
const COMMENT = /\{%-?[ \t]*comment[ \t]*-?%\}(?:(?!\{%)[^\n]){0,2000}\{%-?[ \t]*endcomment[ \t]*-?%\}/g;

/**
 * Markdown in which the addresses that Jekyll (and Eleventy) fill in stand as everybody reads them: `{% link _docs/leave.md %}`, `{{ '/dock.png' | relative_url }}`,
 * `{{ site.baseurl }}/leave`, `{% page "leave/" %}`. In links, pictures, definitions and tags alone, and not in blocks of code; Eleventy's pictures and channels anywhere else.
 */
export const withPlainLiquid = (text: string): string => {
  if (
    !/\{%-?\s*(?:link|post_url|highlight|raw|page|url|image|image_with_class|slack_channel|comment)\s|\{\{-?\s*(?:["']|site\.|base)/.test(
      text,
    )
  )
    return text;
  return outsideCode(withoutComments(withFences(text)), (line) =>
    line.includes('{') ? shown(line.replace(ADDRESS, (_, before: string, said: string) => before + plain(said))) : line,
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

const [COMMENT_BEGINS, COMMENT_ENDS] = [/^[ \t]*\{%-?[ \t]*comment[ \t]*-?%\}/, /\{%-?[ \t]*endcomment[ \t]*-?%\}/];

/** What stands between `{% comment %}` and `{% endcomment %}` is for writers alone. One that nothing closes stays. */
const withoutComments = (text: string): string => {
  let left = text.split('endcomment').length - 1;
  if (left === 0) return text;
  let hidden = false;
  return outsideCode(text, (line) => {
    const end = COMMENT_ENDS.exec(line);
    if (end !== null) left -= 1;
    if (hidden && end !== null) {
      hidden = false;
      return line.slice(end.index + end[0].length);
    }
    hidden ||= end === null && left > 0 && COMMENT_BEGINS.test(line);
    return hidden ? '' : line;
  });
};

/** What Eleventy's shortcodes show. What only writes of them is code, and stays. */
const shown = (line: string): string =>
  !line.includes('{%')
    ? line
    : outsideSpans(line, (part) =>
        part
          .replace(COMMENT, '')
          .replace(DRESSED, (_, __, path: string, ___, ____, words = '') => pictured(path, words))
          .replace(PICTURE, (_, __, path: string, ___, words = '') => pictured(path, words))
          .replace(CHANNEL, '#$2'),
      );

const pictured = (path: string, words: string): string =>
  `![${words.replace(/[[\]\\]/g, '\\$&')}](${addressed(/^(?:\/|[a-z][a-z0-9+.-]*:)/i.test(path) ? path : `/${path.replace(/^\.\//, '')}`)})`;

/** What stands where an address does: behind `](`, behind a definition's colon, in an attribute. */
const ADDRESS =
  /(\]\(\s*<?|^[ \t>]*\[[^\]\n]{1,300}\]:\s*|\b(?:href|src)\s*=\s*["'])((?:[^\s(){}<>"']{0,500}\{[{%](?:[^{}%\n]|%(?!\})|\}(?!\})){1,600}[%}]\}){1,4})/g;

const plain = (said: string): string =>
  said
    .replace(CALLED, (_, __, path: string) => addressed(/^(?:[/#]|[a-z][a-z0-9+.-]*:)/i.test(path) ? path : `/${path}`))
    .replace(LINKED, (_, kind: string, path: string) =>
      addressed(kind === 'link' ? `/${path.replace(/^\/+/, '')}` : `/_posts/${path.replace(/^\/+/, '')}.md`),
    )
    .replace(FILTERED, (_, __, path: string) => addressed(/^(?:\/|[a-z][a-z0-9+.-]*:)/i.test(path) ? path : `/${path}`))
    .replace(BASES, '')
    .replace(new RegExp(`^(?:${BASE}){1,2}`), '');

const addressed = (path: string): string =>
  path.replace(/[\s()<>]/g, (sign) => encodeURIComponent(sign).replace('(', '%28').replace(')', '%29'));
