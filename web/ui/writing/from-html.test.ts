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

describe('what comes from anywhere', () => {
  it('leaves scripts, styles, hidden words and addresses that run', async () => {
    const html = `<p>Here<script>alert(1)</script><style>p{}</style><span style="display:none">not</span> <a href="javascript:alert(1)">there</a><img src="file:///c/x.png"><img src="https://example.org/x.png" alt="dock"></p>`;
    expect(await fromHtml(html)).toBe('Here there![dock](https://example.org/x.png)\n');
  });
  it('keeps pictures whose bytes came along', async () => {
    const kept: string[] = [];
    const text = await fromHtml('<p>A <img alt="dock" src="data:image/png;base64,iVBORw0KGgo="></p>', async (file) => {
      kept.push(`${file.name} ${file.size}`);
      return '/files/1/dock.png';
    });
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
