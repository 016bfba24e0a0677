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
      kinds: (facts.data?.kinds ?? []).map((kind) => ({ triggers: triggersOf(kind.kind, items), facts: kind.facts })),
      protocols: items.filter(({ status }) => status === 'in-force').map(({ id }) => id),
    };
  }, [teams.data, protocols.data, facts.data]);
};

/** What begins a run on an artifact of a kind, as far as a protocol in force begins so. */
const triggersOf = (kind: string, items: readonly { readonly on: string }[]): readonly string[] => {
  const known = items.map(({ on }) => on).filter((on) => on.startsWith(`${kind}.`));
  return [...new Set(known.length > 0 ? known : [`${kind}.opened`])];
};
