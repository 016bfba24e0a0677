const REFERENCE =
  /\]\(\s*\{\{[<%]\s*(?:rel)?ref\s+(?:"([^"\n<>]{1,500})"|`([^`\n<>]{1,500})`|([^\s"`<>%{}]{1,500}))\s*[%>]\}\}(#[^\s()<>]{0,200})?\s*\)/g;
const FIGURE = /\{\{[<%]\s*figure\s+([^{}\n]{1,1000}?)\/?\s*[%>]\}\}/g;
const FENCE = /^\s{0,3}(`{3,}|~{3,})/u;

/**
 * Markdown in which links and pictures that Hugo writes as `[words]({{< ref "page.md" >}})` and `{{< figure src="dock.png" >}}` are links and pictures
 * as everybody reads them, line by line. In blocks of code they stay. https://gohugo.io/content-management/shortcodes/
 */
export const withPlainReferences = (text: string): string => {
  if (!text.includes('{{') || !/ref |figure /.test(text)) return text;
  let fence: string | null = null;
  return text
    .split('\n')
    .map((line) => {
      const mark = FENCE.exec(line)?.[1];
      if (mark && (fence === null || mark.startsWith(fence))) fence = fence === null ? mark : null;
      return fence === null && line.includes('{{') ? line.replace(REFERENCE, plainly).replace(FIGURE, pictured) : line;
    })
    .join('\n');
};

const plainly = (_: string, quoted?: string, ticked?: string, bare?: string, anchor = ''): string =>
  `](<${quoted ?? ticked ?? bare ?? ''}${anchor}>)`;

const pictured = (whole: string, said: string): string => {
  const of = (name: string): string | undefined => new RegExp(`(?:^|\\s)${name}="([^"<>[\\]]*)"`).exec(said)?.[1];
  const src = of('src');
  return src === undefined ? whole : `![${of('alt') ?? of('caption') ?? ''}](<${src}>)`;
};
