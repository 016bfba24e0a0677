import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Buttons } from '../ui/button.tsx';
import { Checkbox, RadioGroup, Select } from '../ui/choice-field.tsx';
import { Combobox, TokenField } from '../ui/combobox.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { DateTimeField } from '../ui/date-time-field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { HoursEditor } from '../ui/hours-editor.tsx';
import type { Week } from '../ui/hours.ts';
import { MarkdownArea } from '../ui/markdown-area.tsx';
import { previewBy } from '../ui/preview.ts';
import { Page, Section } from '../ui/page.tsx';
import { suggestBy } from '../ui/suggesting/offers.ts';
import { TextArea, TextField } from '../ui/text-field.tsx';
import { ZonePicker } from '../ui/zone-picker.tsx';
import { ARABIC, LONG } from './samples.ts';

const people = ['Ines Prado', 'Raj Mehta', 'Tomás Lima', 'Aroha Ngata', 'Mere', LONG, ARABIC].map((name, index) => ({
  value: String(index),
  label: name,
  side: ['Berlin', 'Pune', 'São Paulo', 'Auckland'][index],
}));

previewBy(async (markdown) => `<p>${markdown.length} characters</p>`);

suggestBy({
  people: async () =>
    people.map(({ label }, index) => ({
      insert: `@p${index}`,
      kind: index === 4 ? 'agent' : 'person',
      label,
      side: `@p${index}`,
    })),
  artifacts: async () => [
    { insert: '#142', kind: 'decision', label: 'Keep one PostgreSQL per region', side: 'Decision · open' },
    { insert: '#157', kind: 'page', label: LONG, side: 'Page' },
  ],
});

export const Forms = (): ReactNode => {
  const [title, setTitle] = useState('');
  const [text, setText] = useState('Every new region asks for its own replica set.');
  const [reason, setReason] = useState('');
  const [kind, setKind] = useState('two-way');
  const [space, setSpace] = useState('platform');
  const [told, setTold] = useState(true);
  const [zone, setZone] = useState<string | null>('Europe/Berlin');
  const [person, setPerson] = useState<string | null>('1');
  const [several, setSeveral] = useState<readonly string[]>(['0', '5', '6']);
  const [at, setAt] = useState<string | null>('2026-11-19T13:20:00Z');
  const [week, setWeek] = useState<Week>({
    mon: ['09:00-12:30', '13:30-17:00'],
    tue: ['09:00-17:00'],
    wed: ['22:00-06:00'],
    thu: ['09:00-17:00', '16:00-18:00'],
  });
  const [open, setOpen] = useState(false);
  return (
    <Page title="Open a decision" lead="It runs the space’s protocol as soon as you open it.">
      <TextField
        label="Title"
        value={title}
        onChange={setTitle}
        placeholder="Keep one PostgreSQL per region"
        error={{ message: 'A decision needs a title.', accepted: 'one line, up to 200 characters' }}
      />
      <MarkdownArea label="Problem" value={text} onChange={setText} kept hint="What hurts, and whom." />
      <TextArea label="Reason" optional value={reason} onChange={setReason} />
      <Section title="Choices">
        <Select
          label="Space"
          value={space}
          onChange={setSpace}
          narrow
          options={[
            { value: 'platform', label: 'Platform' },
            { value: 'billing', label: 'Billing' },
          ]}
        />
        <RadioGroup
          label="Can it be undone?"
          value={kind}
          onChange={setKind}
          options={[
            { value: 'two-way', label: 'Two-way door', hint: 'Undone within days, at little cost.' },
            { value: 'one-way', label: 'One-way door', hint: 'Silence of people who are away is not counted as agreement.' },
          ]}
        />
        <Checkbox label="Tell me when it proceeds" hint="In your working hours." checked={told} onChange={setTold} />
        <Combobox label="Asked" value={person} onChange={setPerson} options={people} />
        <TokenField label="Affected" values={several} onChange={setSeveral} options={people} placeholder="Add somebody" />
      </Section>
      <Section title="Times">
        <ZonePicker label="Time zone" value={zone} onChange={setZone} />
        <DateTimeField label="Not before" value={at} onChange={setAt} others={['Asia/Kolkata', 'America/Sao_Paulo']} />
        <HoursEditor value={week} onChange={setWeek} hint="Nothing reaches you outside of them." />
      </Section>
      <Section title="Asking back">
        <Buttons>
          <Confirm ask="Withdraw this decision? Its number stays, and says so." does="Withdraw" onConfirm={() => undefined}>
            Withdraw…
          </Confirm>
          <Button onClick={() => setOpen(true)}>A dialog</Button>
        </Buttons>
        <Dialog title="Keys" open={open} onClose={() => setOpen(false)}>
          <TextField label="Name" value={title} onChange={setTitle} />
        </Dialog>
      </Section>
    </Page>
  );
};
