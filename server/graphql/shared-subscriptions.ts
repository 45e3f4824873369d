import {
  getOperationAST,
  GraphQLError,
  Kind,
  subscribe,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';
import { eventStream } from './event-stream.ts';
import { operationPermissions } from './operation-permissions.ts';

type Listener = (result: ExecutionResult) => void;

interface Shared {
  readonly listeners: Set<Listener>;
  /** The running execution, or why it can't run. */
  readonly source: Promise<Outcome>;
}

/**
 * Runs one execution for all subscribers who ask the same, so that an event costs one execution and not five hundred.
 * Only for subscriptions that anyone may have: their answers don't depend on who asks.
 */
export class SharedSubscriptions {
  readonly #shared = new Map<string, Shared>();
  readonly #documentIds = new WeakMap<DocumentNode, number>();
  #documents = 0;

  /** Like graphql's `subscribe`. */
  async subscribe(args: ExecutionArgs): Promise<Outcome> {
    if (!isForAnyone(args)) return run(args);
    const key = this.#keyOf(args);
    const shared = this.#shared.get(key) ?? this.#start(key, args);
    const source = await shared.source;
    if (!isStream(source)) return source;
    return eventStream<ExecutionResult>(async (listener) => {
      shared.listeners.add(listener);
      return async () => {
        shared.listeners.delete(listener);
        if (shared.listeners.size > 0 || this.#shared.get(key) !== shared) return;
        this.#shared.delete(key);
        await source.return();
      };
    });
  }

  #start(key: string, args: ExecutionArgs): Shared {
    const listeners = new Set<Listener>();
    const shared: Shared = { listeners, source: run(args) };
    this.#shared.set(key, shared);
    void this.#pump(key, shared);
    return shared;
  }

  /** Hands every result to all listeners; a failure of the source is a last result that says so. */
  async #pump(key: string, shared: Shared): Promise<void> {
    try {
      const source = await shared.source;
      if (!isStream(source)) return;
      for await (const result of source) {
        for (const listener of shared.listeners) listener(result);
      }
    } catch (error) {
      for (const listener of shared.listeners)
        listener({ errors: [new GraphQLError('The subscription failed.', { originalError: asError(error) })] });
    } finally {
      if (this.#shared.get(key) === shared) this.#shared.delete(key);
    }
  }

  #keyOf({ document, variableValues, operationName }: ExecutionArgs): string {
    let id = this.#documentIds.get(document);
    if (id === undefined) {
      id = this.#documents;
      this.#documents += 1;
      this.#documentIds.set(document, id);
    }
    return JSON.stringify([id, operationName ?? null, variableValues ?? null]);
  }
}

type Outcome = AsyncGenerator<ExecutionResult, void, void> | ExecutionResult;

async function run(args: ExecutionArgs): Promise<Outcome> {
  return subscribe(args);
}

function isStream(outcome: Outcome): outcome is AsyncGenerator<ExecutionResult, void, void> {
  return Symbol.asyncIterator in outcome;
}

/** Whether every root field of the subscription may be had by anyone. */
function isForAnyone({ document, operationName }: ExecutionArgs): boolean {
  const selections = getOperationAST(document, operationName)?.selectionSet.selections;
  if (!selections) return false;
  return selections.every(
    (selection) =>
      selection.kind === Kind.FIELD && operationPermissions['Subscription']?.[selection.name.value] === 'anyone',
  );
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
