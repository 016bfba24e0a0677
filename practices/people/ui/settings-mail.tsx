import type { ReactNode } from 'react';
import { usePages } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useGet } from '#web/api/query.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { SettingsPage } from './settings-page.tsx';
import { t } from './settings-strings.ts';
import styles from './settings-mail.module.css';

type Mail = ReplyOf<'GET', '/api/outbox'>['items'][number];

/** The mails that left, or that wait here to be passed on. */
export const Screen = (): ReactNode => {
  const about = useGet('/api/outbox', { query: { limit: 1 } });
  const mails = usePages('/api/outbox', { query: { limit: 30 } });
  return (
    <SettingsPage view="mails" {...(about.data ? { lead: about.data.mailIsSent ? t('mailsLead') : t('mailsKeptLead') } : {})}>
      {!mails.items && (mails.error ? <ErrorNote problem={mails.error} retry={mails.refetch} /> : <Skeleton lines={5} />)}
      {mails.items?.length === 0 && <EmptyState title={t('noMails')}>{t('noMailsText')}</EmptyState>}
      <ul className={styles.mails}>
        {mails.items?.map((mail) => (
          <Letter key={mail.id} mail={mail} />
        ))}
      </ul>
      {mails.hasMore && (
        <Buttons>
          <Button busy={mails.busy} onClick={mails.more}>
            {t('more')}
          </Button>
        </Buttons>
      )}
    </SettingsPage>
  );
};

const Letter = ({ mail }: { readonly mail: Mail }): ReactNode => (
  <li data-row>
    <details className={styles.mail}>
      <summary className={styles.head}>
        <span className={styles.subject} dir="auto">
          {mail.subject}
        </span>
        <span className={styles.facts}>
          {t('mailTo', { to: mail.to })} · <LocalTime at={mail.at} /> · <StatusOf mail={mail} />
        </span>
      </summary>
      {mail.error !== null && <Note>{mail.error}</Note>}
      {mail.body === null ? (
        <Note>{t('secretMail')}</Note>
      ) : (
        <p className={styles.body} dir="auto">
          {linked(mail.body)}
        </p>
      )}
    </details>
  </li>
);

const StatusOf = ({ mail }: { readonly mail: Mail }): ReactNode =>
  mail.status === 'sent' && mail.sentAt !== null
    ? t.rich('sent', { when: <LocalTime at={mail.sentAt} /> })
    : mail.status === 'failed'
      ? t('failed')
      : mail.status === 'kept'
        ? t('kept')
        : t('waiting');

/** Addresses in a letter can be followed. */
const linked = (text: string): ReactNode =>
  text.split(/(https?:\/\/\S+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  );
