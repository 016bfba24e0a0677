import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import type { GraphEdge, GraphNode } from '#web/ui/graph.tsx';
import { Note, Skeleton } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Table } from '#web/ui/table.tsx';
import { t } from './dependence-strings.ts';
import { wordsOf } from './dependence-words.ts';
import type { Dependence } from './dependence.tsx';

const Graph = lazy(async () => ({ default: (await import('#web/ui/graph.tsx')).Graph }));

interface Props {
  readonly data: Dependence;
  readonly focus: string | undefined;
  readonly space: string | undefined;
}

/** Steps, roles and people, as a picture and as a table. Roles with many people are one node. */
export const DependencePicture = ({ data, focus, space }: Props): ReactNode => {
  if (data.steps.length === 0) return <Note>{t('nothing')}</Note>;
  const address = (id: string | undefined): string => {
    const query = new URLSearchParams({ ...(space === undefined ? {} : { space }), ...(id === undefined ? {} : { focus: id }) });
    return query.size === 0 ? '/protocols/dependence' : `/protocols/dependence?${query}`;
  };
  const whole = graphOf(data, address);
  const known = whole.nodes.some(({ id }) => id === focus);
  const crowded = data.steps.length > MANY && !known;
  const { nodes, edges } = focus !== undefined && known ? around(whole, focus) : crowded ? withoutDashed(whole) : whole;
  return (
    <>
      <Section title={t('picture')} side={known ? <a href={address(undefined)}>{t('showAll')}</a> : undefined}>
        <Suspense fallback={<Skeleton />}>
          <Graph label={t('picture')} nodes={nodes} edges={edges} leads="forth" />
        </Suspense>
        <Note>{t(crowded ? 'pictureCrowded' : 'pictureNote')}</Note>
      </Section>
      <Section title={t('table')} bare>
        <Table
          words
          label={t('table')}
          columns={[t('step'), t('role'), t('does'), t('holds'), t('lately')]}
          rows={rowsOf(data)}
        />
      </Section>
    </>
  );
};

interface Drawn {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Of more steps than these, one sees at first who is asked: who clears and decides for each would lie over it all. */
const MANY = 24;

const withoutDashed = ({ nodes, edges }: Drawn): Drawn => {
  const asks = edges.filter(({ from, dashed }) => !from.startsWith('step:') || dashed !== true);
  const asked = new Set(asks.flatMap(({ from, to }) => (from.startsWith('step:') ? [from, to] : [])));
  const shown = asks.filter(({ from }) => asked.has(from));
  const ends = new Set(shown.flatMap(({ from, to }) => [from, to]));
  return { nodes: nodes.filter(({ id }) => ends.has(id)), edges: shown };
};

/** So many people of a role are drawn one by one. */
const FEW = 4;

const graphOf = ({ steps, roles }: Dependence, address: (id: string) => string): Drawn => {
  const nodes = new Map<string, GraphNode>();
  const edges: GraphEdge[] = [];
  const node = (one: Omit<GraphNode, 'href'>): void =>
    void (nodes.has(one.id) || nodes.set(one.id, { ...one, href: address(one.id) }));
  for (const { artifact, protocol, step, parts } of steps) {
    const id = `step:${artifact}:${step}`;
    node({ id, label: protocol, note: step, tone: 'go' });
    for (const { role, parts: does } of parts) {
      const often = does.includes('asked') || does.includes('must-agree');
      edges.push({ from: id, to: `role:${role}`, says: `${wordsOf(does)}:`, dashed: !often });
    }
  }
  for (const { role, holds, many, people } of roles) {
    const note = holds === 'case' ? t('ofTheCase') : many === 0 ? t('none') : t('many', { n: many });
    node({ id: `role:${role}`, label: role, note, ...(holds === 'nobody' ? { tone: 'stop' as const } : {}) });
    if (people.length > FEW) continue;
    for (const { id, name } of people) {
      const alone = people.length === 1;
      node({ id: `person:${id}`, label: name, ...(alone ? { tone: 'stop' as const } : {}) });
      edges.push({ from: `role:${role}`, to: `person:${id}`, says: '' });
    }
  }
  return { nodes: [...nodes.values()], edges };
};

/** What belongs to one node: what leads to it, and what it leads to. */
const around = ({ nodes, edges }: Drawn, focus: string): Drawn => {
  const near = new Set([focus]);
  const walk = (from: string, way: 'to' | 'from'): void => {
    for (const edge of edges) {
      const [here, there] = way === 'to' ? [edge.from, edge.to] : [edge.to, edge.from];
      if (here !== from || near.has(there)) continue;
      near.add(there);
      walk(there, way);
    }
  };
  walk(focus, 'to');
  walk(focus, 'from');
  return {
    nodes: nodes.filter(({ id }) => near.has(id)).map((one) => (one.id === focus ? { ...one, chosen: true } : one)),
    edges: edges.filter(({ from, to }) => near.has(from) && near.has(to)),
  };
};

const rowsOf = ({ steps, roles }: Dependence) =>
  steps.flatMap(({ artifact, protocol, step, anyone, parts, lately }) =>
    [...parts, ...(anyone ? [{ role: t('anyone'), parts: ['asked' as const] }] : [])].map(({ role, parts: does }, index) => ({
      key: `${artifact} ${step} ${role}`,
      cells: [
        `${protocol} · ${step}`,
        role,
        wordsOf(does),
        holdersIn(role, roles),
        index === 0 && lately ? t('latelyWords', { n: lately.asked, answered: lately.answered }) : '',
      ],
    })),
  );

const holdersIn = (role: string, roles: Dependence['roles']): string => {
  const found = roles.find((one) => one.role === role);
  if (!found) return '';
  if (found.holds === 'case') return t('ofTheCase');
  if (found.many === 0) return t('none');
  if (found.people.length > 0) return found.people.map(({ name }) => name).join(', ');
  const teams = found.teams.slice(0, 6).map(({ name, many }) => t('teamMany', { name, many }));
  return [t('many', { n: found.many }), ...teams].join(', ');
};
