import { describe, expect, it } from 'vitest';
import { fromHtml } from './from-html.ts';

const DOCS = `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h1 dir="ltr" style="line-height:1.38;"><span style="font-size:20pt;font-family:Arial;font-weight:400;">On call</span></h1><p dir="ltr"><span style="font-size:11pt;font-weight:400;font-style:normal;">One of us each week, </span><span style="font-weight:700;">Monday to Monday </span><span style="font-style:italic;font-weight:400;">and a deputy</span><span>. See </span><a href="https://www.google.com/url?q=https://example.org/rota?a%3D1&amp;sa=D&amp;ust=1" style="text-decoration:none;"><span style="color:#1155cc;text-decoration:underline;">the rota</span></a><span>.</span></p><ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>Look at the board</span></p></li><ul><li dir="ltr" aria-level="2"><p role="presentation"><span>then at the log</span></p></li></ul><li><p><span>Call the deputy</span></p></li></ul><br /><div dir="ltr"><table style="border:none"><colgroup><col width="1"/></colgroup><tbody><tr><td style="x"><p><span style="font-weight:700">Who</span></p></td><td><p><span>When</span></p></td></tr><tr><td><p><span>Ines | Raj</span></p></td><td><p><span>June</span></p></td></tr></tbody></table></div></b>`;

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang=EN-GB><!--StartFragment--><h2>What to do first<o:p></o:p></h2><p class=MsoNormal>Stay <b>calm<o:p></o:p></b></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Look at the board<o:p></o:p></p><p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp; </span></span><![endif]>then at the log</p><p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>Call the deputy</p><p class=MsoNormal>Then</p><p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>Rest</p><p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span><![endif]>Write</p><table class=MsoTableGrid border=1><tr><td width=1><p class=MsoNormal><b>Who</b></p></td><td><p>When</p></td></tr><tr><td><p>Aroha</p></td><td><p>July</p></td></tr></table><!--EndFragment--></body></html>`;

describe('what comes from Google Docs', () => {
  it('keeps headings, bold, lists at their depth, links and tables', async () => {
    expect(await fromHtml(DOCS)).toBe(`# On call

One of us each week, **Monday to Monday** _and a deputy_. See [the rota](https://example.org/rota?a=1).

- Look at the board
  - then at the log
- Call the deputy

| Who | When |
| - | - |
| Ines \\| Raj | June |
`);
  });
  it('keeps which tasks are done', async () => {
    const html = `<ul><li role="checkbox" aria-checked="true"><img src="data:image/png;base64,AAAA"><p><span>Hand over</span></p></li><li role="checkbox" aria-checked="false"><p>Rest</p></li></ul>`;
    expect(await fromHtml(html)).toBe('- [x] Hand over\n- [ ] Rest\n');
  });
});

describe('what comes from Word', () => {
  it('makes lists of what it wrote as paragraphs, and drops what nobody sees', async () => {
    expect(await fromHtml(WORD)).toBe(`## What to do first

Stay **calm**

- Look at the board
  - then at the log
- Call the deputy

Then

1. Rest
2. Write

| Who | When |
| - | - |
| Aroha | July |
`);
  });
});

describe('what comes from Google Docs and Word', () => {
  const NOTE = '<![if !supportFootnotes]><span class=MsoFootnoteReference>[1]</span><![endif]>';
  const WORD_NOTE = `<p class=MsoNormal>It is long<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title="">${NOTE}</a>.</p><div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%"><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title="">${NOTE}</a> Four working hours.<o:p></o:p></p></div></div>`;
  const DOCS_NOTE = `<b style="font-weight:normal;" id="docs-internal-guid-2"><p><span>It is long</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><span>.</span></p><hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;Four working hours.</span></p></div></b>`;
  it('keeps notes as notes, with numbers that are free', async () => {
    for (const html of [WORD_NOTE, DOCS_NOTE])
      expect(await fromHtml(html)).toBe('It is long[^1].\n\n[^1]: Four working hours.\n');
    expect(await fromHtml(WORD_NOTE, { taken: (label) => label === '1' })).toContain('[^2]: Four');
    // A mark whose note did not come along says nothing.
    expect(await fromHtml(WORD_NOTE.split('<div')[0] ?? '')).toBe('It is long.\n');
  });
  it('keeps bold and italic whose other scripts Word gives a look of their own', async () => {
    const html = `<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>wordbold</b> and <i style='mso-bidi-font-style:normal'>wordital</i> and <span style='mso-bidi-font-family:"Courier New"'>words</span></p>`;
    expect(await fromHtml(html)).toBe('**wordbold** and _wordital_ and words\n');
  });
  it('keeps the words in smart tags and controls, and leaves what others remarked', async () => {
    const html = `<p class=MsoNormal>We meet in <st1:City w:st="on"><st1:place w:st="on">Berlin</st1:place></st1:City>, <w:Sdt DocPart="x">today</w:Sdt><span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[IP1]</a></span>.</p><div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Between us</p></div></div>`;
    expect(await fromHtml(html)).toBe('We meet in Berlin, today.\n');
  });
  it('knows titles, headings by their role and quotations', async () => {
    const html = `<p class=MsoTitle>On call</p><p role="heading" aria-level="2"><span>First</span></p><p class=MsoQuote>Rest.</p>`;
    expect(await fromHtml(html)).toBe('# On call\n\n## First\n\n> Rest.\n');
  });
  it('begins another list where the marks change, and goes on counting after what stands between', async () => {
    const item = (level: number, mark: string, words: string) =>
      `<p class=MsoListParagraph style='mso-list:l0 level${level} lfo1'><span style='mso-list:Ignore'>${mark}<span>&nbsp;</span></span>${words}</p>`;
    const html = [
      item(1, '·', 'Dot'),
      item(1, '1.', 'One'),
      item(2, '(a)', 'Inner'),
      '<p>Between</p>',
      item(1, '2.', 'Two'),
    ].join('');
    expect(await fromHtml(html)).toBe('- Dot\n\n1. One\n   1. Inner\n\nBetween\n\n2. Two\n');
  });
  it('makes one list of what Word in a browser gives item by item', async () => {
    const item = (tag: string, level: number, words: string, more = '') =>
      `<div class="ListContainerWrapper SCXW1"><${tag} role="list"${more}><li data-aria-level="${level}" role="listitem"><p class="Paragraph"><span>${words}</span><span class="EOP">&nbsp;</span></p></li></${tag}></div>`;
    const html = [
      item('ul', 1, 'First'),
      item('ul', 2, 'Inner'),
      item('ul', 1, 'Second'),
      '<p>Then</p>',
      item('ol', 1, 'One'),
      item('ol', 1, 'Two', ' start="2"'),
    ].join('');
    expect(await fromHtml(html)).toBe('- First\n  - Inner\n- Second\n\nThen\n\n1. One\n2. Two\n');
  });
  it('keeps the lines and lists of a cell in their cell', async () => {
    const html = `<table><tr><td><p><b>Step</b></p></td><td><p>Who</p><p>and when</p></td></tr><tr><td><ul><li><p>one</p></li><li><p>two</p></li></ul></td><td>Ines<br>Raj</td></tr></table>`;
    expect(await fromHtml(html)).toBe('| Step | Who<br>and when |\n| - | - |\n| • one<br>• two | Ines<br>Raj |\n');
  });
  it('keeps what stands above and below, and addresses as they are written', async () => {
    const html = `<p>10<sup>2</sup> H<span style="vertical-align:sub">2</span>O https://example.org/a_b ines@northwind.example</p>`;
    expect(await fromHtml(html)).toBe('10<sup>2</sup> H<sub>2</sub>O https://example.org/a_b ines@northwind.example\n');
  });
  it('says how many pictures did not come along', async () => {
    const lost: number[] = [];
    const html = `<p>A <img src="file:///C:/clip_image001.png"><img src="blob:https://docs.google.com/1"></p>`;
    expect(await fromHtml(html, { onLost: (count) => lost.push(count) })).toBe('A\n');
    expect(lost).toEqual([2]);
  });
});

describe('what comes from anywhere', () => {
  it('leaves scripts, styles, hidden words and addresses that run', async () => {
    const html = `<p>Here<script>alert(1)</script><style>p{}</style><span style="display:none">not</span> <a href="javascript:alert(1)">there</a><img src="file:///c/x.png"><img src="https://example.org/x.png" alt="dock"></p>`;
    expect(await fromHtml(html)).toBe('Here there![dock](https://example.org/x.png)\n');
  });
  it('keeps pictures whose bytes came along', async () => {
    const kept: string[] = [];
    const keep = async (file: File) => {
      kept.push(`${file.name} ${file.size}`);
      return '/files/1/dock.png';
    };
    const text = await fromHtml('<p>A <img alt="dock" src="data:image/png;base64,iVBORw0KGgo="></p>', { keep });
    expect(kept).toEqual(['picture.png 8']);
    expect(text).toBe('A ![dock](/files/1/dock.png)\n');
  });
  it('keeps code as code, and what Markdown would misread as it was written', async () => {
    expect(await fromHtml('<pre><code class="language-ts">const a = 1;\nb()</code></pre>')).toBe(
      '```ts\nconst a = 1;\nb()\n```\n',
    );
    expect(await fromHtml('<p>1. not a list, *not bold*</p>')).toBe('1\\. not a list, \\*not bold\\*\n');
  });
});
