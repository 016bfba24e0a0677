import type { ReactNode } from 'react';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { t } from './one-strings.ts';
import type { Task } from './tasks.ts';

/** Progress as it is seen from outputs: commits, changes, drafts, pages that move it. */
export const Outputs = ({ task }: { readonly task: Task }): ReactNode => (
  <Section title={t('outputs')}>
    {task.outputs.length === 0 ? (
      <Note>{t('noOutputs', { number: task.number })}</Note>
    ) : (
      <Rows label={t('outputs')}>
        {task.outputs.map((one, index) => {
          const href = one.artifact ? addressOfArtifact(one.artifact.kind, one.artifact) : one.address;
          return (
            <Row
              key={index}
              title={one.words === '' ? one.what : one.words}
              {...(href === null ? {} : { href })}
              sub={[one.what, one.by.name, one.artifact?.status].filter((part) => part !== undefined).join(' · ')}
              right={<LocalTime at={one.at} />}
              brief
            />
          );
        })}
      </Rows>
    )}
  </Section>
);
