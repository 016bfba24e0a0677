import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, ButtonLink, Buttons } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { useListKeys } from '../ui/keys.ts';
import { LocalTime } from '../ui/local-time.tsx';
import { EmptyState, ErrorNote, Skeleton, WillBeSent } from '../ui/notes.tsx';
import { Page, Section } from '../ui/page.tsx';
import { PersonName } from '../ui/person-name.tsx';
import { Pill } from '../ui/pill.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { Trail } from '../ui/trail.tsx';
import { ARABIC, ENDS, HEBREW, LONG, WORD } from './samples.ts';

export const Lists = (): ReactNode => {
  const [minutes, setMinutes] = useState('60');
  const [many, setMany] = useState(false);
  useListKeys({ next: 'Next line', previous: 'Line before' });
  return (
    <Page
      title="Wednesday morning, Ines"
      lead="Three things wait for you, 35 minutes in all. Nothing else will reach you before 13:00."
      meta={
        <>
          <Trail label="Where it stands" steps={[{ href: '#top', title: WORD }]} />
          <span>
            by <PersonName name={WORD} plain />
          </span>
        </>
      }
      actions={<ButtonLink href="/decisions/new">Open a decision</ButtonLink>}
    >
      <Choice
        label="I have"
        value={minutes}
        onChange={setMinutes}
        options={[
          { value: '25', label: '25 min' },
          { value: '60', label: '1 h' },
          { value: '180', label: 'the morning' },
        ]}
      />
      <Section title="You owe" side="35 min">
        <Rows>
          <Row
            href="/1"
            title="Raj objects: monthly rehearsal is not enough"
            sub="your answer to his objection on #142 · 10 min"
            right="by 15:00"
            under="else the objection stands"
          />
          <Row
            href="/2"
            title={`Review “${LONG}”: ${'Invoice rounding in JPY, '.repeat(5)}`}
            sub={`change #151, you own billing/** · ${LONG}`}
            right="by Thu 11:00"
            under={`else ${LONG} is asked`}
          />
          <Row href="/3" title={HEBREW} sub={<bdi>{ARABIC}</bdi>} right="by Fri" under="else it lapses" />
        </Rows>
      </Section>
      <Section title="You wait for">
        <Rows>
          <Row
            href="/4"
            title="Keep one PostgreSQL until 2028"
            sub="your decision · Raj 5 of 8 h, Mere 3 of 8 h"
            right={
              <>
                proceeds <LocalTime at={ENDS} />
              </>
            }
            under="unless blocked"
            tone="go"
          />
          <Row
            title="Rehearse failover in São Paulo"
            sub={<WillBeSent />}
            right="blocked"
            tone="stop"
            actions={<Button>Claim</Button>}
          />
          <Row quiet href="/5" title="Ship calendar without sign-off under 20" sub="proceeded 02:10, nobody objected" />
        </Rows>
      </Section>
      <Section title="Pills and buttons">
        <Tabs
          label="Views"
          current="log"
          tabs={[
            { key: 'log', href: '#log', label: 'Log' },
            { key: 'graph', href: '#graph', label: 'Graph' },
            { key: 'import', href: '#import', label: 'Import' },
          ]}
        />
        <Buttons>
          <Pill tone="go">Proceeds Thu 14:20</Pill>
          <Pill tone="stop">Blocked by Raj</Pill>
          <Pill>Draft</Pill>
          <Button tone="primary">Send</Button>
          <Button tone="primary" busy>
            Sending
          </Button>
          <Button>Plain</Button>
          <Button tone="stop">Withdraw</Button>
          <Button tone="quiet">Quiet</Button>
          <Button disabled>Off</Button>
        </Buttons>
      </Section>
      <Section title={WORD} side={<Button tone="quiet">Add one</Button>}>
        <Tabs
          label="More views than a phone shows"
          current="last"
          tabs={[
            ...[LONG, WORD].map((label) => ({ key: label, href: '#before', label })),
            { key: 'last', href: '#last', label: 'The last' },
          ]}
        />
      </Section>
      <Section title="Nothing, waiting, wrong">
        <EmptyState title="Nothing waits for you" actions={<Button>Open a decision</Button>}>
          When somebody asks you for something, it stands here, with what happens if you do nothing.
        </EmptyState>
        <Skeleton lines={3} />
        <ErrorNote
          problem={{
            code: 'window-closed',
            title: 'The window has closed',
            detail: 'It closed Thursday 14:20, before your objection arrived. Your text is kept; add it as a late objection.',
            field: '/reason',
            accepted: 'a sentence or more',
          }}
          retry={() => undefined}
        />
      </Section>
      <Section
        title="A thousand rows"
        side={
          <Button tone="quiet" onClick={() => setMany(!many)}>
            {many ? 'Fewer' : 'Show'}
          </Button>
        }
      >
        <Rows>
          {Array.from({ length: many ? 1000 : 2 }, (_, index) => (
            <Row
              key={index}
              href={`/decisions/${index}`}
              title={`Decision ${index}`}
              sub="accepted"
              right={<LocalTime at={ENDS + index * 3_600_000} />}
            />
          ))}
        </Rows>
      </Section>
    </Page>
  );
};
