import type { ResponseModel } from './response.ts';

/** How people behave who never were. Shares are of 1. */
export interface Conduct {
  readonly responses: ResponseModel;
  /** Who takes a stance objects. */
  readonly objects: number;
  readonly abstains: number;
  /** Where anybody may speak and nobody is asked, does. */
  readonly volunteers: number;
  /** An objector is content with the author’s reply. */
  readonly yields: number;
  /** An author whose reply did not help amends the proposal; the others withdraw it. */
  readonly amends: number;
}

/** Most proposals meet no objection, and most objections are settled by talking: what lazy consensus lives on. */
export const USUAL_CONDUCT: Omit<Conduct, 'responses'> = {
  objects: 0.03,
  abstains: 0.07,
  volunteers: 0.15,
  yields: 0.65,
  amends: 0.8,
};
