import { useMemo } from 'react';
import { useGet } from '#web/api/query.ts';
import { t } from './strings.ts';
import type { Vocabulary } from './suggestions.ts';

const IN_EVERY_SPACE = ['contributors', 'stewards', 'members', 'everyone', 'author', 'affected', 'asked', 'agents'] as const;

/** What the organization has that a protocol may name: roles, teams, what begins one, the protocols in force. */
export const useVocabulary = (): Vocabulary => {
  const teams = useGet('/api/people', { query: { kind: 'team' } });
  const protocols = useGet('/api/protocols', {});
  const facts = useGet('/api/protocols/vocabulary', {});
  return useMemo(() => {
    const items = protocols.data?.items ?? [];
    return {
      roles: [
        ...IN_EVERY_SPACE.map((name) => ({ name, means: t(name) })),
        ...(teams.data?.items ?? []).map(({ handle, name }) => ({ name: handle, means: t('team', { name }) })),
      ],
      triggers: facts.data?.triggers ?? [],
      kinds: facts.data?.kinds ?? [],
      protocols: items.filter(({ status }) => status === 'in-force').map(({ id }) => id),
    };
  }, [teams.data, protocols.data, facts.data]);
};
