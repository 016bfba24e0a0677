import type { ActorId, ArtifactId, Instant, OrgId } from '#kernel/stream/event.ts';
import { toMs, type Principal, type Question } from '#server/route.ts';
import type { Channel } from './setting.ts';
import type { About } from './tidings.ts';

export interface SubjectRow {
  readonly author: ActorId | null;
  /** Of the run that its artifact has now, if it has one. */
  readonly protocol: string | null;
  readonly protocol_urgent: boolean;
  readonly urgent: boolean;
}

/** Whose an artifact is, and how urgent its run. */
export const subjectOf = (org: OrgId, artifact: ArtifactId): Question => ({
  name: 'notices.subject',
  text: `
    select a.author, r.body #>> '{protocol,id}' as protocol, coalesce((r.body #>> '{protocol,urgent}')::boolean, false) as protocol_urgent,
      coalesce((r.body #>> '{subject,urgent}')::boolean, false) as urgent
    from artifacts a left join lateral (
      select e.body from events e where e.org = a.org and e.artifact = a.id and e.type = 'run-opened' order by e.version desc limit 1
    ) r on true
    where a.org = $1 and a.id = $2`,
  values: [org, artifact],
  byKey: true,
});

/** Who watches an artifact. */
export const watchersOf = (org: OrgId, artifact: ArtifactId): Question => ({
  name: 'notices.watchers',
  text: `
    select m.author as actor from links l
    join artifacts m on m.org = l.org and m.id = l.source and m.kind = 'mark' and (m.summary->>'watching')::boolean
    where l.org = $1 and l.target = $2 and l.rel = 'read'`,
  values: [org, artifact],
  byKey: true,
});

export const settingsOf = (org: OrgId, ids: readonly ArtifactId[]): Question => ({
  name: 'notices.settings',
  text: `select id, state from artifacts where org = $1 and id = any($2::uuid[]) and kind = 'notice-setting'`,
  values: [org, ids],
  byKey: true,
});

export interface NewNotice {
  readonly actor: ActorId;
  readonly channel: Channel;
  readonly about: About;
  readonly loud: string | null;
  readonly dueAt: Instant;
}

/**
 * Once for each event, person and channel, however often the event is heard; to be pushed only to who has a device by now. Who cannot sign in (people of
 * the sample) is told nothing.
 */
export const note = (
  event: { readonly org: OrgId; readonly artifact: ArtifactId; readonly version: number; readonly at: Instant },
  notices: readonly NewNotice[],
): Question => ({
  name: 'notices.note',
  text: `
    insert into notices (org, artifact, version, actor, channel, about, loud, at, due_at)
    select $1, $2, $3, n.actor, n.channel, n.about, n.loud, to_timestamp($4::float8 / 1000), to_timestamp(n."dueAt" / 1000)
    from jsonb_to_recordset($5::jsonb) as n (actor uuid, channel text, about text, loud text, "dueAt" float8)
    where exists (select from accounts a where a.org = $1 and a.actor = n.actor)
      and (n.channel <> 'push' or exists (select from push_devices d where d.org = $1 and d.actor = n.actor))
    on conflict do nothing`,
  values: [event.org, event.artifact, event.version, event.at, JSON.stringify(notices)],
});

/** How somebody is told, and what waits to be told to them. */
export const mine = ({ org, actor }: Pick<Principal, 'org' | 'actor'>, setting: ArtifactId): Question => ({
  name: 'notices.mine',
  text: `
    select (select state from artifacts where org = $1 and id = $3) as setting, count(distinct (artifact, version))::int as waiting, ${toMs('min(due_at)')} as next
    from notices where org = $1 and actor = $2 and due_at is not null`,
  values: [org, actor, setting],
  byKey: true,
});

export interface MineRow {
  readonly setting: unknown;
  readonly waiting: number;
  readonly next: Instant | null;
}

export interface DueRow {
  readonly org: OrgId;
  readonly artifact: ArtifactId;
  readonly version: number;
  readonly actor: ActorId;
  readonly channel: Channel;
  readonly about: About;
  readonly loud: string | null;
  readonly now: Instant;
  /** Null: there is nothing of it that they may see. */
  readonly subject: {
    readonly id: ArtifactId;
    readonly kind: string;
    readonly number: number;
    readonly title: string;
    readonly status: string;
  } | null;
  readonly event: { readonly by: ActorId; readonly type: string; readonly body: Readonly<Record<string, unknown>> };
  readonly awaits: readonly OwedRow[];
}

/** Something that is still asked of them. */
export interface OwedRow {
  readonly key: string;
  readonly why: string;
  readonly otherwise: string;
  readonly asker: ActorId | null;
  readonly due: Instant | null;
  readonly minutes: number;
  readonly opened: Instant;
}

const AT_ONCE = 500;

/**
 * What is due, held against other senders, with all that its words need: the artifact (of a comment, what was commented on) as its reader
 * sees it now, and what is still asked of them there. A comment is quoted as it stands now.
 */
export const TAKE = `
  with due as materialized (
    select * from notices where due_at <= (select proceed_now()) order by due_at, org, actor limit ${AT_ONCE} for update skip locked
  )
  select d.org, d.artifact, d.version, d.actor, d.channel, d.about, d.loud, ${toMs('(select proceed_now())')} as now,
    case when o.id is null or a.status = 'deleted' then null
      else json_build_object('id', o.id, 'kind', o.kind, 'number', o.number, 'title', o.title, 'status', o.status) end as subject,
    json_build_object('by', e.by, 'type', e.type, 'body',
      case when e.type = 'comment-written' and a.state ? 'body' then jsonb_set(e.body, '{body}', a.state->'body')
        when e.type = 'page-revised' then jsonb_build_object('reason', e.body->'reason') else e.body end) as event,
    case when o.id is null then '[]'::json else coalesce((
      select json_agg(json_build_object('key', w.key, 'why', w.why, 'otherwise', w.otherwise, 'asker', w.asker, 'due', ${toMs('w.due_at')},
        'minutes', coalesce(w.minutes, 10), 'opened', ${toMs('w.opened_at')}) order by w.due_at)
      from awaits w where w.org = d.org and w.artifact = o.id and w.asked = d.actor and w.status in ('open', 'paused')), '[]'::json) end as awaits
  from due d
  join events e on e.org = d.org and e.artifact = d.artifact and e.version = d.version
  left join actors r on r.org = d.org and r.id = d.actor and r.status = 'active'
  left join artifacts a on a.org = d.org and a.id = d.artifact and a.audience && r.keys
  left join artifacts o on o.org = d.org and o.id = coalesce(a.parent, a.id) and o.audience && r.keys
  order by d.due_at`;
