import { outsideCode } from './outside-code.ts';

const SHORTCODE = String.raw`\{\{[<%]\s*(?:rel)?ref\s+(?:path\s*=\s*)?(?:"([^"\n<>]{1,500})"|\x60([^\x60\n<>]{1,500})\x60|([^\s"\x60<>%{}=]{1,500}))(?:\s+\w+\s*=\s*"[^"\n<>{}]{0,100}")*\s*[%>]\}\}(#[^\s()<>"']{0,200})?`;
/** In a link, perhaps with a title; in a definition; in a tag. */
const REFERENCE = new RegExp(String.raw`(\]\(\s*|^[ \t>]*\[[^\]\n]{1,300}\]:\s*)${SHORTCODE}(?=\s*(?:\)|["'(]|$))`, 'g');
const IN_TAG = new RegExp(String.raw`(\bhref\s*=\s*)(["'])${SHORTCODE}\2`, 'g');
const FIGURE = /\{\{[<%]\s*(?:figure|img|image)\s+([^{}\n]{1,1000}?)\/?\s*[%>]\}\}/g;

const BUTTON =
  /\{\{[<%][ \t]*button[ \t]+(?:[^{}\n]{0,200}[ \t])?(?:href|link|relref|url)[ \t]*=[ \t]*"([^"\n<>{}]{1,500})"[^{}\n]{0,200}[%>]\}\}([^{}[\]\n]{1,300})\{\{[<%][ \t]*\/button[ \t]*[%>]\}\}/g;

/**
 * Markdown in which links and pictures that Hugo writes as `[words]({{< ref "page.md" >}})` and `{{< figure src="dock.png" >}}` are links and pictures
 * as everybody reads them, line by line. In blocks of code they stay. https://gohugo.io/content-management/shortcodes/
 */
export const withPlainReferences = (text: string): string => {
  if (!text.includes('{{') || !/ref |figure |img |image |button /.test(text)) return text;
  return outsideCode(text, (line) =>
    line.includes('{{')
      ? line.replace(REFERENCE, plainly).replace(IN_TAG, tagged).replace(FIGURE, pictured).replace(BUTTON, '[$2](<$1>)')
      : line,
  );
};

const plainly = (_: string, before: string, quoted?: string, ticked?: string, bare?: string, anchor = ''): string =>
  `${before}<${quoted ?? ticked ?? bare ?? ''}${anchor}>`;

const tagged = (_: string, before: string, quote: string, quoted?: string, ticked?: string, bare?: string, anchor = ''): string =>
  `${before}${quote}${(quoted ?? ticked ?? bare ?? '').replaceAll(quote, quote === '"' ? '&quot;' : '&#39;')}${anchor}${quote}`;

const pictured = (whole: string, said: string): string => {
  const of = (name: string): string =>
    (new RegExp(`(?:^|\\s)${name}="((?:[^"\\\\]|\\\\.)*)"`).exec(said)?.[1] ?? '').replace(/\\(["\\])/g, '$1').trim();
  const [src, title, caption] = [of('src'), of('title'), of('caption')];
  if (src === '' || /[<>]/.test(src)) return whole;
  const alt = (of('alt') || caption || title).replace(/<[^<>]*>|[<>[\]]/g, '');
  const below = [title === '' ? '' : `**${title.replaceAll('*', '')}**`, caption].filter((one) => one !== '').join(' ');
  return `![${alt}](<${src}>)${below === '' ? '' : `<br>${below}`}`;
};
