import type { Engine } from '../engine/engine.ts';
import { Life } from '../engine/life.ts';
import type { SimulatedOffice } from './box-office.ts';

/** One start of a program: what it is made of, and what it lives on. */
export interface Running {
  readonly life: Life;
  readonly office: SimulatedOffice;
}

interface Dependencies {
  readonly engine: Engine;
  readonly compose: (life: Life, clockSkewMs: number) => SimulatedOffice;
  /** What it does of its own accord. */
  readonly work?: (running: Running) => void;
  /** A life is over: its connections close. */
  readonly onEnd: (life: Life) => void;
}

/** How far a server's clock is wrong at most, in ms. */
const largestSkewMs = 150;

/** A program that is started again after it crashed. */
export class Program {
  readonly name: string;
  readonly #dependencies: Dependencies;
  #running: Running | undefined;
  #starts = 0;

  constructor(name: string, dependencies: Dependencies) {
    this.name = name;
    this.#dependencies = dependencies;
  }

  /** Undefined while it is down. */
  get running(): Running | undefined {
    return this.#running;
  }

  /** Nothing when it runs. */
  start(): void {
    if (this.#running) return;
    const { engine, compose, work } = this.#dependencies;
    this.#starts += 1;
    const life = new Life(`${this.name} #${this.#starts}`, engine);
    const office = compose(life, engine.dice.between(-largestSkewMs, largestSkewMs));
    this.#running = { life, office };
    engine.trace.record(engine.time.micros, life.name, 'starts');
    work?.(this.#running);
  }

  /** Ends between two steps, and starts again after so many ms. */
  crash(downMs: number): void {
    if (!this.#running) return;
    const { engine, onEnd } = this.#dependencies;
    const { life } = this.#running;
    engine.trace.record(engine.time.micros, life.name, 'crashes');
    life.end();
    this.#running = undefined;
    onEnd(life);
    engine.time.after(downMs * 1_000, () => this.start());
  }

  /** Stands still for so many ms, as a machine that swaps, and knows nothing of it. */
  pause(ms: number): void {
    if (!this.#running) return;
    const { engine } = this.#dependencies;
    engine.trace.record(engine.time.micros, this.#running.life.name, 'stands still', ms);
    this.#running.life.pause(ms * 1_000);
  }
}
