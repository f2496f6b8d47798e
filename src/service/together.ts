/**
 * Lets requests that come in while a batch is on its way wait for each other and go together in the next: ten
 * lanes then cost one statement, and none of them waits long. `run` answers in the order it was asked.
 */
export function together<In, Out>(
  run: (batch: readonly In[]) => Promise<readonly Out[]>,
): (one: In) => Promise<Out> {
  let waiting: { one: In; done: (out: Out) => void; failed: (error: unknown) => void }[] = [];
  let running = false;
  const work = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        const answers = await run(batch.map(({ one }) => one));
        batch.forEach(({ done }, index) => {
          done(answers[index] as Out);
        });
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    running = false;
  };
  return (one) =>
    new Promise((done, failed) => {
      waiting.push({ one, done, failed });
      if (!running) void work();
    });
}
