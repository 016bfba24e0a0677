export interface Finding {
  readonly check: string;
  readonly state: 'well' | 'warning' | 'wrong';
  /** What was seen, a sentence or a figure. */
  readonly found: string;
  /** What to do about it. */
  readonly mend?: string;
}

export const well = (check: string, found: string): Finding => ({ check, state: 'well', found });
export const warning = (check: string, found: string, mend: string): Finding => ({ check, state: 'warning', found, mend });
export const wrong = (check: string, found: string, mend: string): Finding => ({ check, state: 'wrong', found, mend });
