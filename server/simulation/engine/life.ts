import type { Engine } from './engine.ts';
import type { Part } from './faults.ts';
import { outageOf } from './network.ts';

/** Thrown by what can't go on yet, before it did anything: the request waits and is tried again. */
export const blocked = new Error('somebody else must be done first');

/** Asks parts for something. */
export interface Requests {
  /** The effect happens all at once when the request arrives; `detail` is what a reader of the trace wants to know. */
  send<Answer>(part: Part, operation: string, detail: unknown, effect: () => Answer): Promise<Answer>;
}

/** How long somebody who waits for a lock rests before looking again, in µs. */
const lockRest = 400;

/** One life of a program, from its start to its crash. Everything that it waits for goes through here. */
export class Life implements Requests {
  readonly name: string;
  readonly #engine: Engine;
  #isOver = false;
  #pausedUntil = 0;

  constructor(name: string, engine: Engine) {
    this.name = name;
    this.#engine = engine;
  }

  /** Epoch ms. */
  get now(): number {
    return this.#engine.time.now;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Nothing of what it waits for ever comes. Requests that are on their way may still arrive. */
  end(): void {
    this.#isOver = true;
  }

  /** Until when it stands still, in epoch ms. */
  get pausedUntil(): number {
    return Math.ceil(this.#pausedUntil / 1_000);
  }

  /** Stands still for so many µs and goes on as if nothing had been. */
  pause(micros: number): void {
    this.#pausedUntil = this.#engine.time.micros + micros;
  }

  send<Answer>(part: Part, operation: string, detail: unknown, effect: () => Answer): Promise<Answer> {
    const { time, network } = this.#engine;
    return new Promise((resolve, reject) => {
      const arrive = (): void => {
        if (this.#isOver && this.#engine.dice.chance(0.5)) return;
        const fate = network.fateOf(part);
        if (fate === 'lost') {
          this.#record(`${operation} is lost`, detail);
          this.#deliver(() => reject(outageOf(part)));
          return;
        }
        try {
          const answer = effect();
          this.#record(operation, detail);
          this.#deliver(() => (fate === 'arrives' ? resolve(answer) : reject(outageOf(part))));
        } catch (error) {
          if (error === blocked) return void time.after(lockRest, arrive);
          this.#record(`${operation} fails`, detail);
          this.#deliver(() => reject(fate === 'arrives' ? error : outageOf(part)));
        }
      };
      time.after(network.delay(), arrive);
    });
  }

  /** Rests for so many ms. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#engine.time.after(ms * 1_000, () => this.#deliver(resolve));
    });
  }

  #deliver(answer: () => void): void {
    const { time } = this.#engine;
    if (this.#isOver) return;
    if (this.#pausedUntil > time.micros) time.after(this.#pausedUntil - time.micros, () => this.#deliver(answer));
    else answer();
  }

  #record(what: string, detail: unknown): void {
    const { time, trace } = this.#engine;
    trace.record(time.micros, this.#isOver ? `${this.name} †` : this.name, what, detail);
  }
}
