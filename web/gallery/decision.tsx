import type { ReactNode } from 'react';
import { Button, Buttons } from '../ui/button.tsx';
import { HtmlDocument } from '../ui/html-document.tsx';
import { Menu } from '../ui/menu.tsx';
import { Note } from '../ui/notes.tsx';
import { Page, Section } from '../ui/page.tsx';
import { PersonName } from '../ui/person-name.tsx';
import { Pill } from '../ui/pill.tsx';
import { WindowStrip } from '../ui/window-strip.tsx';
import { documentHtml, ENDS, FROM, NOW, seats, TO } from './samples.ts';

const quiet = (): void => undefined;

const panel = (
  <>
    <Buttons label="Your stance">
      <Button tone="primary" keyHint="a" onClick={quiet}>
        Agree
      </Button>
      <Button onClick={quiet}>Abstain</Button>
      <Button onClick={quiet}>Object…</Button>
      <Menu
        items={[
          { label: 'Amend', act: quiet },
          { label: 'Export as Markdown', href: '/x' },
          { label: 'Withdraw', tone: 'stop', act: quiet },
        ]}
      />
    </Buttons>
    <Note>Silence counts as consent. An objection says why, and what instead.</Note>
    <Section title="Stances">
      <p>
        <PersonName name="Raj Mehta" zone="Asia/Kolkata" href="/people/raj" /> objected Tue 11:05
      </p>
      <p>“Monthly rehearsal is not enough with four people.”</p>
    </Section>
    <Section title="Built on" bare>
      <p>#97 Regions own their data</p>
    </Section>
  </>
);

export const Decision = (): ReactNode => (
  <Page
    title="Keep one PostgreSQL per region until 2028"
    meta={
      <>
        <Pill tone="go">Proceeds Thu 14:20 unless blocked</Pill>
        <span>#142</span>
        <span>Platform</span>
        <span>by Ines Prado</span>
        <span>two-way door</span>
        <span>review in 6 months</span>
      </>
    }
    panel={{ label: 'The run', summary: 'Proceeds Thu 14:20', children: panel }}
  >
    <WindowStrip
      title="Why Thursday 14:20"
      why={
        <>
          everyone in <b>platform</b> gets 48 h and at least 8 of their working hours
        </>
      }
      seats={seats}
      from={FROM}
      to={TO}
      now={NOW}
      endsAt={ENDS}
    />
    <HtmlDocument html={documentHtml} />
  </Page>
);
