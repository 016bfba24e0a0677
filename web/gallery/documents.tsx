import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { HtmlDocument } from '../ui/html-document.tsx';

/** Everything that a page's text may hold. The server makes it (`POST /api/markdown`). */
const TEXT = `# Handing over at the end of a day

Whoever ends their day writes **one** paragraph for whoever begins theirs, as in #142; @ines knows why. Nobody waits: see [the plan](/7) and [a page that is gone](gone.md).

#142

> [!NOTE]
> A hand-over is a text, not a call.

> [!TIP] Begin with what is open
> Then what is *next*, then what \`broke\`.

:::important
The on-call person reads it **first**.
:::

::: warning Between releases
Say which region is frozen, as in \`eu-central\`.
:::

{% hint style="danger" %}
Never hand over a migration that is half done.
{% endhint %}

<details>
<summary>Why not a call?</summary>

Because Auckland sleeps while Berlin works. The overlap is $24 - (t_a + t_b)$ hours, which is less than one:

$$
\\int_0^{24} w_a(t)\\, w_b(t)\\, dt \\le \\frac{1}{2} \\sum_{i=1}^{n} \\left( h_i - \\bar{h} \\right)^2
$$

</details>

## What it looks like

\`\`\`mermaid
flowchart LR
  A[Auckland ends] -->|writes| B(Hand-over)
  B --> C{Anything open?}
  C -->|yes| D[Berlin takes it]
  C -->|no| E[Nothing to do]
\`\`\`

\`\`\`mermaid
sequenceDiagram
  Aroha->>Ines: Disk of eu-2 is at 91 %
  Note right of Ines: read at 09:04
  Ines-->>Aroha: Done, at 40 % again
\`\`\`

\`\`\`mermaid
flowchart LR
  A --> [this is no diagram
\`\`\`

\`\`\`ts
/** Hours that two calendars share. */
export const overlap = (a: Calendar, b: Calendar): number => {
  const spans = both(a, b).filter(({ from, to }) => to - from > 0); // none is the rule
  return spans.reduce((sum, { from, to }) => sum + (to - from), 0) / 3_600_000;
};
\`\`\`

\`\`\`diff
- page: everybody
+ page: whoever is working
\`\`\`

| Region | Ends | Hands over to | Last time that nobody was there |
| --- | :-: | --- | ---: |
| Auckland | 17:00 | Berlin | never |
| São Paulo | 18:00 | *nobody* | 2026-11-03 |

- [x] written before 17:00
- [ ] read by 09:30[^1]
  - press <kbd>g</kbd> <kbd>t</kbd> for Today; H<sub>2</sub>O and x<sup>2</sup> stay small

[^1]: In the reader's own time.

### Größe und 大きさ

من اليمين إلى اليسار، ثم \`code\`، ثم نهاية.
`;

export const Documents = (): ReactNode => {
  const [html, setHtml] = useState<string | null>(null);
  useEffect(() => {
    const asking = fetch('/api/markdown', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ text: TEXT }),
    });
    void asking.then(async (response) => setHtml(String(((await response.json()) as { html?: string }).html ?? '')));
  }, []);
  return html === null ? null : <HtmlDocument html={html} />;
};
