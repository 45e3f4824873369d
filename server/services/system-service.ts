import type { Mongo } from '../mongo/client.ts';
import type { Clock } from './clock.ts';
import type { EventStatus, EventStatusReader } from './events/event-status.ts';
import { answerWithin } from './patience.ts';

export interface PartStatus {
  readonly name: string;
  readonly up: boolean;
  readonly detail: string | null;
}

interface Dependencies {
  readonly mongo: Mongo;
  /** Resolves when Redis answers. */
  readonly pingRedis: () => Promise<void>;
  readonly events: EventStatusReader;
  readonly version: string;
  readonly clock: Clock;
}

export interface SystemStatus {
  readonly version: string;
  readonly serverTime: Date;
  readonly parts: readonly PartStatus[];
  readonly events: EventStatus;
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

  async status(): Promise<SystemStatus> {
    const { version, clock, events } = this.#dependencies;
    const [parts, eventStatus] = await Promise.all([this.parts(), events.read()]);
    return { version, serverTime: clock(), parts, events: eventStatus };
  }
}

async function probe(name: string, ask: () => Promise<void>): Promise<PartStatus> {
  try {
    await answerWithin(patienceMs, ask());
    return { name, up: true, detail: null };
  } catch (error) {
    return { name, up: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
