/** Something that a reader in another time zone will stumble over. Never an error: it says why, and leaves it to the writer. */
export interface Remark {
  /** `conclusion-late`, `no-ask`, `no-date`, `one-option`, `too-long`, `tone`, `hard`, `wordy`, `passive`, `repeated`, `excluding` */
  readonly kind: string;
  /** 1-based; null: the whole text. */
  readonly line: number | null;
  /** The words that it is about. */
  readonly quote: string | null;
  readonly why: string;
  /** What could stand instead. */
  readonly instead: readonly string[];
}

export interface Checked {
  readonly words: number;
  /** Reading time, minutes, at 230 words a minute (Brysbaert 2019, silent reading of English non-fiction: 238). */
  readonly minutes: number;
  readonly remarks: readonly Remark[];
}
