/** A subscriber that is this far behind has stopped reading; it is ended and will fetch anew when it comes back. */
const mostWaiting = 1_000;

/**
 * Turns a source that calls listeners into what GraphQL subscriptions iterate over. `open` is called at once and
 * resolves with how to close; the source is closed when the subscriber goes.
 */
export async function eventStream<Event>(
  open: (listener: (event: Event) => void) => Promise<() => Promise<void>>,
): Promise<AsyncGenerator<Event, void, undefined>> {
  const waiting: Event[] = [];
  let wake: (() => void) | undefined;
  let hasEnded = false;
  const close = await open((event) => {
    if (waiting.length >= mostWaiting) hasEnded = true;
    else waiting.push(event);
    wake?.();
  });

  const end = async (): Promise<void> => {
    hasEnded = true;
    wake?.();
    await close();
  };
  const stream: AsyncGenerator<Event, void, undefined> = {
    async next() {
      while (!hasEnded && waiting.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const event = hasEnded ? undefined : waiting.shift();
      return event === undefined ? { done: true, value: undefined } : { done: false, value: event };
    },
    async return() {
      await end();
      return { done: true, value: undefined };
    },
    async throw(error: unknown) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return stream;
    },
    [Symbol.asyncDispose]: end,
  };
  return stream;
}
