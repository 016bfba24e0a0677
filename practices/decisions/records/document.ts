import { z } from 'zod';

/** A record's status in the words of MADR, whatever words its file uses. */
export const MADR_STATUSES = ['draft', 'proposed', 'accepted', 'rejected', 'deprecated', 'superseded'] as const;
export type MadrStatus = (typeof MADR_STATUSES)[number];
/** With those that only our own export tells apart: in MADR both are rejected. */
export const RECORD_STATUSES = [...MADR_STATUSES, 'lapsed', 'withdrawn'] as const;
export type RecordStatus = (typeof RECORD_STATUSES)[number];

/** How a record names another, as written there: `superseded-by` and `amended-by` point the other way. */
export const RECORD_RELS = [
  'supersedes',
  'superseded-by',
  'amends',
  'amended-by',
  'implements',
  'builds-on',
  'mentions',
] as const;
export type RecordRel = (typeof RECORD_RELS)[number];

export const SECTION_NAMES = ['problem', 'options', 'decision', 'consequences', 'nextSteps'] as const;
export type SectionName = (typeof SECTION_NAMES)[number];

/** Bounds of one record; a longer text is refused by its first line over the limit. Characters, for the body; bytes, for a file. */
export const MAX_RECORD_BYTES = 1024 * 1024;
export const MAX_RECORD_LINES = 30_000;
export const MAX_TITLE = 300;
/** Records in one request, and the bytes that its route must take. */
export const IMPORT_BATCH = 100;
export const IMPORT_BODY_LIMIT = 8 * 1024 * 1024;

// PostgreSQL keeps neither NUL nor half a surrogate pair.
const storable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
const text = (max: number) => z.string().max(max).refine(storable, 'must be text without NUL characters');
const names = z.array(text(200)).max(200);

const RecordLink = z.strictObject({
  rel: z.enum(RECORD_RELS),
  /** As written: a relative path, a number (`ADR 12`, `RFC 1068`) or an http(s) URL. */
  target: text(1000).min(1),
  /** The key of the record that it names, when that is part of the same import. */
  key: text(500).min(1).nullable(),
  /** Superseded or amended in part only: the older record still holds. */
  partial: z.boolean(),
  /** 1-based line of the file. */
  line: z.int().min(1),
});

const RecordSection = z.strictObject({
  name: z.enum(SECTION_NAMES),
  /** UTF-16 offsets into `body`, the heading not included: `body.slice(from, to)`. Sections never overlap. */
  from: z.int().min(0),
  to: z.int().min(0),
  /** 1-based line of the heading. */
  line: z.int().min(1),
});

/** One record of `POST /api/imports/decisions`. `key` is its identity: the same space, project and key is the same decision. */
export const ImportedRecord = z.strictObject({
  /** Path relative to the imported folder, with forward slashes: `0012-keep-one-postgresql.md`. */
  key: text(500).min(1),
  number: z.int().min(0).max(999_999_999).nullable(),
  title: text(MAX_TITLE).min(1),
  status: z.enum(RECORD_STATUSES),
  /** The file's own words; empty when it has none and `status` was concluded. */
  statusText: text(500),
  /** Local date `YYYY-MM-DD`. */
  date: z.iso.date().nullable(),
  deciders: names,
  consulted: names,
  informed: names,
  /** The Markdown verbatim, front matter and line ends included. */
  body: text(MAX_RECORD_BYTES),
  sections: z.array(RecordSection).max(200),
  links: z.array(RecordLink).max(500),
  tags: z.array(text(100)).max(50),
  irreversible: z.boolean().nullable(),
  /** What our own export keeps: moments in ISO 8601, UTC; who proposed it, by name. */
  openedAt: z.iso.datetime().exactOptional(),
  decidedAt: z.iso.datetime().exactOptional(),
  impact: z.enum(['low', 'medium', 'high']).exactOptional(),
  proposer: text(200).min(1).exactOptional(),
});
export type ImportedRecord = z.infer<typeof ImportedRecord>;

/** The name of the project that records come from, which keeps its paths apart from those of others: one line. */
export const ProjectName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(80, 'must be at most 80 characters')
  .regex(/^[^\n\r]*$/, 'must be one line')
  .refine(storable, 'must be text without NUL characters');

/** The body of `POST /api/imports/decisions`. `space`: a slug; null means the whole organization. */
export const ImportBatch = z.strictObject({
  space: text(100).min(1).nullable(),
  from: ProjectName.exactOptional(),
  records: z.array(ImportedRecord).min(1).max(IMPORT_BATCH),
});
export type ImportBatch = z.infer<typeof ImportBatch>;

/** What happened to each record of a batch, in its order. A refused one never stops the others. */
export const ImportReply = z.object({
  results: z.array(
    z.object({
      key: z.string(),
      outcome: z.enum(['created', 'changed', 'unchanged', 'refused']),
      /** The decision's number in the organization. */
      number: z.int().nullable().optional(),
      /** Why it was refused; or, unchanged, that it was opened here as a decision and stays as it is. */
      code: z.string().optional(),
      message: z.string().optional(),
    }),
  ),
});
export type ImportReply = z.infer<typeof ImportReply>;

/** Something that was read another way than it is written, or not at all; the record is imported all the same. */
export interface RecordWarning {
  readonly code:
    | 'no-status'
    | 'unknown-status'
    | 'partial-status'
    | 'no-date'
    | 'odd-date'
    | 'number-differs'
    | 'title-cut'
    | 'encoding'
    | 'links-cut'
    | 'lost-link'
    | 'names-itself'
    | 'open-front';
  readonly message: string;
  readonly line?: number;
}

/** A record as read from its file. */
export interface DecisionRecord extends Readonly<Omit<ImportedRecord, 'sections' | 'links'>> {
  readonly sections: readonly RecordSection[];
  readonly links: readonly RecordLink[];
  /** Rust-style RFCs number and cite one another by `RFC n`; every other kind by `ADR n`. */
  readonly format: 'rfc' | 'adr';
  /** Addresses that mean this record, such as its own pull request. */
  readonly addresses: readonly string[];
  /** The date as written, for reading it another way once the whole folder is known. */
  readonly dateText: string;
  readonly warnings: readonly RecordWarning[];
}
export type RecordLink = z.infer<typeof RecordLink>;
export type RecordSection = z.infer<typeof RecordSection>;

/** A decision as the export needs it. Texts are Markdown; names are as people read them; instants are epoch ms. */
export interface DecisionDocument {
  readonly title: string;
  readonly number: number | null;
  readonly status: RecordStatus;
  /** Said instead of the bare status: `superseded by ADR-0015`. Begins with the status. */
  readonly statusText?: string;
  readonly openedAt: number | null;
  readonly decidedAt: number | null;
  /** Where it takes effect later than it was decided. `unless`: what still prevents it; null: it took effect. */
  readonly effect?: { readonly at: number; readonly unless: string | null };
  readonly author: string | null;
  readonly space: string | null;
  readonly problem: string;
  /** `body`: what would follow from choosing it. */
  readonly options: readonly { readonly title: string; readonly body: string }[];
  /** The decision and why. */
  readonly recommendation: string;
  readonly nextSteps: readonly string[];
  readonly reversible: boolean;
  readonly impact: 'low' | 'medium' | 'high';
  /** The impact and whether one can go back, in words. */
  readonly consequences: string;
  readonly affected: readonly string[];
  readonly links: readonly DocumentLink[];
  readonly run: RunProof | null;
  /** Local date `YYYY-MM-DD`. */
  readonly reviewOn: string | null;
  readonly tags: readonly string[];
  /** An imported record's own Markdown, which is then the export, byte for byte. */
  readonly body: string | null;
}

export interface DocumentLink {
  readonly rel: RecordRel;
  readonly title: string;
  /** A file name beside this one (`0012-keep-one-postgresql.md`), a path or a URL. */
  readonly target: string;
}

/** What shows that the window was real: who was asked under which protocol, and what each said. */
export interface RunProof {
  readonly protocol: string;
  readonly version: number;
  /** `proceeded: no blocking objection when the window ended`. */
  readonly because: string;
  readonly stances: readonly {
    readonly name: string;
    readonly stance: 'agree' | 'abstain' | 'object' | 'silent' | 'excused';
    readonly reason: string;
    readonly at: number | null;
  }[];
  readonly objections: readonly {
    readonly name: string;
    readonly reason: string;
    readonly alternative: string;
    /** `open`, `resolved`, `withdrawn`, … as in rule R4. */
    readonly state: string;
  }[];
}
