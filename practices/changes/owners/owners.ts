/** Who looks after a path, as a file of the repository says. */
export interface Owning {
  /** `@ana`, `@northwind/billing`, `ana@northwind.example`, as the file calls them. In its order. */
  readonly owners: readonly string[];
  /** Where it says so: `CODEOWNERS:12`, `MAINTAINERS: NETWORKING DRIVERS`. */
  readonly because: string;
  /** They are asked where nobody else is named. */
  readonly last: boolean;
}

export interface OwnersFile {
  /** Most specific first. */
  of(path: string): readonly Owning[];
  /** Lines that say nothing that could be understood. */
  readonly faults: readonly { readonly line: number; readonly words: string }[];
}
