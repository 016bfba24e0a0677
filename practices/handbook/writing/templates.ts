/** Forms to begin from. Their headings ask; what stands below each says what belongs there, and goes when it is written. */
export interface Template {
  readonly name: string;
  /** For what. */
  readonly for: string;
  readonly body: string;
}

const page = (...parts: readonly (readonly [heading: string, hint: string])[]): string =>
  parts.map(([heading, hint]) => `## ${heading}\n\n<!-- ${hint} -->\n`).join('\n');

export const TEMPLATES: readonly Template[] = [
  {
    name: 'Conclusion first',
    for: 'anything that others are to act on',
    body: page(
      ['Conclusion', 'What is true, or what should happen. Whoever stops reading here knows it.'],
      ['Context', 'What one must know for it, and no more. Link to the rest.'],
      ['Options', 'What else was thought of, doing nothing included, each with what follows from it.'],
      ['Ask', 'Who is asked for what, and by which date.'],
    ),
  },
  {
    name: 'Six-pager',
    for: 'a plan that is read in silence before it is talked about',
    body: page(
      ['In short', 'Two sentences.'],
      ['Goals', 'What will be different, by when, and how one will know.'],
      ['Tenets', 'What decides where two good things are in each other’s way.'],
      ['Where we are', 'Facts and figures, with their sources.'],
      ['What we learned', 'What went well, what did not, and why.'],
      ['What we will do', 'In order of weight, with who carries it.'],
      ['Questions that will come', 'Each with its answer.'],
    ),
  },
  {
    name: 'Decision record (MADR)',
    for: 'a choice that others will ask about in a year',
    body: page(
      ['Context and problem statement', 'The question, in two or three sentences.'],
      ['Decision drivers', 'What the choice must do justice to.'],
      ['Considered options', 'A list of at least two.'],
      ['Decision outcome', 'Chosen: …, because …'],
      ['Consequences', 'Good, because …; bad, because …'],
    ),
  },
  {
    name: 'Brief',
    for: 'work that somebody else takes up',
    body: page(
      ['Outcome', 'What will be there that is not there now, for whom.'],
      ['Why now', 'What happens if nobody does it.'],
      ['Done when', 'What one can check.'],
      ['Not part of it', 'What one might think it is.'],
      ['Who knows', 'Whom to ask, and what to read.'],
    ),
  },
];
