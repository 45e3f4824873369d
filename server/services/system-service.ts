import type { Mongo } from '../mongo/client.ts';
import type { Clock } from './clock.ts';

export interface PartStatus {
  readonly name: string;
  readonly up: boolean;
  readonly detail: string | null;
}

interface Dependencies {
  readonly mongo: Mongo;
  /** Resolves when Redis answers. */
  readonly pingRedis: () => Promise<void>;
  readonly version: string;
  readonly clock: Clock;
}

const patienceMs = 1_000;

/** Whether the parts that the server needs answer. */
export class SystemService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  async parts(): Promise<readonly PartStatus[]> {
    const { mongo, pingRedis } = this.#dependencies;
    return Promise.all([probe('mongodb', () => mongo.ping(patienceMs)), probe('redis', pingRedis)]);
  }

  async status(): Promise<{
    readonly version: string;
    readonly serverTime: Date;
    readonly parts: readonly PartStatus[];
  }> {
    const { version, clock } = this.#dependencies;
    return { version, serverTime: clock(), parts: await this.parts() };
  }
}

async function probe(name: string, ask: () => Promise<void>): Promise<PartStatus> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  try {
    await Promise.race([ask(), late]);
    return { name, up: true, detail: null };
  } catch (error) {
    return { name, up: false, detail: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
