import type { Directory } from '#kernel/actors/directory.ts';
import type { ArtifactId, OrgId } from '#kernel/stream/event.ts';
import { toMs } from '#store/sql-time.ts';
import type { Db, Document, DocumentSource, Named, Principal, ShownOutside } from '../route.ts';
import { fill, type Fact, type Facts } from './fill.ts';
import { fillOutside, filesIn } from './outside.ts';
import { renderer, type RenderedMarkdown, type Shelf } from './render.ts';

/** Of one text so many artifacts are looked up; whatever it names beyond them stays as it is written. */
const MOST = 5_000;

/** Texts as their readers see them. `home`: where people reach this server. */
export const documents = (shelf: Shelf | null, home: string) => {
  const render = renderer(shelf, home);
  return {
    /** A page's text for one reader: what it names is asked for through their keys, by one statement. */
    document: async (
      db: Db,
      reader: Pick<Principal, 'org' | 'keys' | 'actor'>,
      source: DocumentSource,
      directory: Directory | null,
    ): Promise<Document> => {
      const { text, links, broken, written = 'here' } = source;
      const rendered = await render({ text, links, ...(broken && { broken }) }, reader.org, reader.actor);
      const facts = { ...(await factsFor(db, reader, rendered, directory)), callsNobody: written === 'elsewhere' };
      return { html: fill(rendered, facts), headings: rendered.headings, plain: rendered.plain };
    },
    /** What a text names, whoever may see it. */
    named: async (org: OrgId, { text, links, broken }: DocumentSource): Promise<Named> => {
      const rendered = await render({ text, links, ...(broken && { broken }) }, org);
      const { ids, numbers } = namedIn(rendered);
      return { ids: [...new Set([...ids, ...filesIn(rendered)])].slice(0, MOST), numbers: [...numbers].slice(0, MOST) };
    },
    /** A page's text for those outside. */
    outside: async (org: OrgId, { text, links, broken }: DocumentSource, shown: ShownOutside): Promise<Document> => {
      const rendered = await render({ text, links, ...(broken && { broken }) }, org);
      return { html: fillOutside(rendered, shown), headings: rendered.headings, plain: rendered.plain };
    },
    /** Renders ahead of whoever will read it. */
    warm: async (org: OrgId, source: DocumentSource): Promise<void> => void (await render(source, org)),
  };
};

interface Row {
  readonly id: ArtifactId;
  readonly kind: string;
  readonly number: number;
  readonly title: string;
  readonly status: string;
  readonly due: number | null;
  readonly summary: {
    readonly name?: unknown;
    readonly type?: unknown;
    readonly width?: unknown;
    readonly height?: unknown;
  } | null;
}

const COLUMNS = `a.id, a.kind, a.number::int, a.title, a.status, ${toMs('a.due_at')} as due,
                 case when a.kind = 'file' then a.summary end as summary`;

const namedIn = ({ slots }: RenderedMarkdown) => {
  const ids = new Set<ArtifactId>();
  const numbers = new Set<number>();
  let mentions = false;
  for (const slot of slots) {
    if (slot.is === 'reference' || slot.is === 'embed') numbers.add(slot.number);
    else if (slot.is === 'image') ids.add(slot.id);
    else if (slot.is === 'mention') mentions = true;
    else if (slot.is === 'link') {
      if ('id' in slot.to) ids.add(slot.to.id);
      else numbers.add(slot.to.number);
    }
  }
  return { ids, numbers, mentions };
};

const factsFor = async (
  db: Db,
  { org, keys }: Pick<Principal, 'org' | 'keys'>,
  rendered: RenderedMarkdown,
  directory: Directory | null,
): Promise<Facts> => {
  const { ids, numbers, mentions } = namedIn(rendered);
  const rows =
    ids.size + numbers.size === 0
      ? []
      : await db.rows<Row>({
          name: 'markdown.facts',
          text: `select ${COLUMNS} from unnest($3::uuid[]) i (id) join artifacts a on a.org = $1 and a.id = i.id where a.audience && $2::text[]
                 union all
                 select ${COLUMNS} from unnest($4::int[]) i (number) join artifacts a on a.org = $1 and a.number = i.number and a.number > 0
                 where a.audience && $2::text[]`,
          values: [org, keys, [...ids].slice(0, MOST), [...numbers].slice(0, MOST)],
          byKey: true,
        });
  const facts = rows.map(factOf);
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const byNumber = new Map(facts.filter(({ number }) => number > 0).map((fact) => [fact.number, fact]));
  const names = new Map<string, string>();
  if (mentions && directory)
    for (const { handle, name } of directory.actors.values()) names.set(handle.normalize('NFC').toLowerCase(), name);
  return {
    ofId: (id) => byId.get(id),
    ofNumber: (number) => byNumber.get(number),
    nameOf: (handle) => names.get(handle),
  };
};

const factOf = ({ id, kind, number, title, status, due, summary }: Row): Fact => ({
  id,
  kind,
  number,
  title,
  status,
  dueAt: due,
  file:
    kind === 'file'
      ? {
          name: typeof summary?.name === 'string' ? summary.name : title,
          type: typeof summary?.type === 'string' ? summary.type : '',
          width: typeof summary?.width === 'number' ? summary.width : null,
          height: typeof summary?.height === 'number' ? summary.height : null,
        }
      : null,
});
