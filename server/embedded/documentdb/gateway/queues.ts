/** Runs tasks one after another, in the order in which they came. */
export function createQueue(): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => {});
    return result;
  };
}

type Queue = ReturnType<typeof createQueue>;

/** A queue for each key, forgotten when nobody waits in it. */
export function createKeyedQueue(): <Result>(key: string, task: () => Promise<Result>) => Promise<Result> {
  const queues = new Map<string, { readonly run: Queue; waiting: number }>();
  return async (key, task) => {
    const queue = queues.get(key) ?? { run: createQueue(), waiting: 0 };
    queues.set(key, queue);
    queue.waiting += 1;
    try {
      return await queue.run(task);
    } finally {
      queue.waiting -= 1;
      if (queue.waiting === 0) queues.delete(key);
    }
  };
}
