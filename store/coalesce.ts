/**
 * Questions that are asked while another batch is being answered go to the database together: one round trip for all of them.
 * `answer` gets each different question once and answers in the same order. At most `atOnce` batches are under way.
 */
export const coalesce = <Question, Answer>(options: {
  readonly answer: (questions: readonly Question[]) => Promise<readonly Answer[]>;
  /** What makes two questions the same. */
  readonly key: (question: Question) => string;
  readonly atOnce?: number;
  readonly most?: number;
}): ((question: Question) => Promise<Answer>) => {
  const { answer, key, atOnce = 2, most = 128 } = options;
  let waiting = new Map<string, Waiting<Question, Answer>>();
  let underWay = 0;
  let scheduled = false;

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    // After the input of this turn of the event loop has been read, so that requests that came together go together.
    setImmediate(pump);
  };

  const pump = () => {
    scheduled = false;
    while (underWay < atOnce && waiting.size > 0) {
      const batch = [...waiting.values()].slice(0, most);
      waiting = new Map([...waiting].slice(batch.length));
      underWay += 1;
      void run(batch).finally(() => {
        underWay -= 1;
        if (waiting.size > 0) schedule();
      });
    }
  };

  const run = async (batch: readonly Waiting<Question, Answer>[]): Promise<void> => {
    try {
      const answers = await answer(batch.map(({ question }) => question));
      for (const [index, { askers }] of batch.entries()) {
        const one = answers[index];
        for (const { resolve } of askers) resolve(one as Answer);
      }
    } catch (error) {
      for (const { askers } of batch) for (const { reject } of askers) reject(error);
    }
  };

  return (question) =>
    new Promise((resolve, reject) => {
      const id = key(question);
      const one = waiting.get(id) ?? { question, askers: [] };
      one.askers.push({ resolve, reject });
      waiting.set(id, one);
      schedule();
    });
};

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly askers: { readonly resolve: (answer: Answer) => void; readonly reject: (error: unknown) => void }[];
}
