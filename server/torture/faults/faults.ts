import { setTimeout as wait } from 'node:timers/promises';
import type { WebhookFaults } from '../../payments/contract.ts';
import type { Keys } from '../../redis/keys.ts';
import type { Dice } from '../../simulation/engine/dice.ts';
import type { Loss } from '../dump.ts';
import { programNames, type CinemaUnderTest, type EngineName, type ProgramName } from '../stage/cinema-under-test.ts';
import type { Programme } from '../stage/programme.ts';
import { holdTtlMs, paymentTimeoutMs } from '../stage/settings.ts';
import type { FaultKind } from './fault-plan.ts';
import { flush } from './flush.ts';

interface Dependencies {
  readonly cinema: CinemaUnderTest;
  readonly programme: Programme;
  readonly keys: Keys;
  readonly dice: Dice;
}

/** Everything that may go wrong with webhooks, and how they are when nothing does. */
const webhookMoods: readonly WebhookFaults[] = [
  { delayMs: 200, jitterMs: 4_000, duplicates: 0.5, reorder: 0.5, drop: 0 },
  { delayMs: 0, jitterMs: 0, duplicates: 0, reorder: 0, drop: 0.9 },
  { delayMs: 0, jitterMs: 300, duplicates: 1, reorder: 0.8, drop: 0.2 },
  { delayMs: paymentTimeoutMs, jitterMs: 1_000, duplicates: 0.3, reorder: 0, drop: 0.1 },
];
const soundWebhooks: WebhookFaults = { delayMs: 0, jitterMs: 0, duplicates: 0, reorder: 0, drop: 0 };

/** Does harm to the programs of this run, and to no other process. */
export class Faults {
  readonly #dependencies: Dependencies;
  readonly #stopped = new Map<ProgramName, number>();
  readonly losses: Loss[] = [];
  readonly counts = new Map<FaultKind, number>();

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** How many there were. */
  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Lets something go wrong; resolves when it is over, which for a program that stands still takes seconds. */
  async commit(kind: FaultKind): Promise<void> {
    if (await this.#happens(kind)) this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  /** From here on nothing goes wrong any more. */
  async end(): Promise<void> {
    for (const name of programNames) this.#goOn(name);
    while (!(await this.#tellGateway(soundWebhooks))) await wait(100);
  }

  #happens(kind: FaultKind): Promise<boolean> {
    const { dice } = this.#dependencies;
    const oneOf = (...names: readonly ProgramName[]): ProgramName => dice.oneOf(names);
    switch (kind) {
      case 'kill api':
        return this.#kill(oneOf('api 1', 'api 2'));
      case 'kill worker':
        return this.#kill(oneOf('worker 1', 'worker 2'));
      case 'kill gateway':
        return this.#kill('gateway');
      case 'kill redis':
        return this.#killEngine('redis');
      case 'kill mongodb':
        return this.#killEngine('mongodb');
      case 'flush redis':
        return this.#flush();
      case 'stop api':
        return this.#stop(oneOf('api 1', 'api 2'));
      case 'stop worker':
        return this.#stop(oneOf('worker 1', 'worker 2'));
      case 'stop gateway':
        return this.#stop('gateway');
      case 'webhooks':
        return this.#tellGateway(dice.oneOf(webhookMoods));
    }
  }

  #kill(name: ProgramName | EngineName): Promise<boolean> {
    const pid = this.#dependencies.cinema.pidOf(name);
    return Promise.resolve(pid !== undefined && signal(pid, 'SIGKILL'));
  }

  async #killEngine(name: EngineName): Promise<boolean> {
    const isDead = await this.#kill(name);
    if (isDead && name === 'redis') this.losses.push({ kind: 'KILL', at: Date.now() });
    return isDead;
  }

  async #flush(): Promise<boolean> {
    const { cinema, keys, programme } = this.#dependencies;
    // It may be away just now.
    const loss = await flush(cinema.redis, keys, programme).catch(() => undefined);
    if (loss) this.losses.push(loss);
    return loss !== undefined;
  }

  /** Stands still for longer than a hold lives and a payment waits, and knows nothing of it. */
  async #stop(name: ProgramName): Promise<boolean> {
    const { cinema, dice } = this.#dependencies;
    const pid = cinema.pidOf(name);
    if (pid === undefined || this.#stopped.has(name) || !signal(pid, 'SIGSTOP')) return false;
    this.#stopped.set(name, pid);
    await wait(dice.between(holdTtlMs, paymentTimeoutMs + 2_000));
    this.#goOn(name);
    return true;
  }

  #goOn(name: ProgramName): void {
    const pid = this.#stopped.get(name);
    this.#stopped.delete(name);
    if (pid !== undefined && pid === this.#dependencies.cinema.pidOf(name)) signal(pid, 'SIGCONT');
  }

  /** It may be away just now. */
  async #tellGateway(faults: WebhookFaults): Promise<boolean> {
    try {
      await this.#dependencies.cinema.gateway.setWebhooks(faults);
      return true;
    } catch {
      return false;
    }
  }
}

/** False when the process is gone. */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
