/** What an engine tells while it is being fetched, unpacked or started: one short sentence for a person. */
export type Progress = (message: string) => void;

export type EngineKind = 'external' | 'mongod' | 'documentdb' | 'redis-server' | 'valkey-server';

/** A database that answers at `url`. An `external` one was not started by us, and `stop` leaves it alone. */
export interface RunningEngine {
  readonly kind: EngineKind;
  readonly url: string;
  /** Ends the engine cleanly; resolves when it is gone. Calling it again does nothing. */
  stop(): Promise<void>;
}

/** The machine lacks what an engine needs. The message is one line that says what a person can do about it. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
}

/** An engine of the user's own, named by a URL. */
export function externalEngine(url: string): RunningEngine {
  return { kind: 'external', url, stop: () => Promise.resolve() };
}
