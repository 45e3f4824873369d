import type { Engine } from '../engine/engine.ts';
import type { SimulatedOffice } from '../world/box-office.ts';
import { isExpected } from '../world/errors.ts';
import type { Program } from '../world/program.ts';

/** A client doesn't know what became of its request. */
export class NoAnswer extends Error {}

interface Dependencies {
  readonly engine: Engine;
  readonly programs: readonly Program[];
  readonly onBug: (error: unknown) => void;
}

/** How long a client waits for an answer, in µs. */
const patience = 6_000_000;

/** The way from clients to the programs: whichever runs takes a request, and any message may get lost. */
export class FrontDoor {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Asks some program. Throws `NoAnswer` when it is down, fails, dies, takes too long, or its answer is lost. */
  ask<Answer>(work: (office: SimulatedOffice) => Promise<Answer>): Promise<Answer> {
    const { engine, programs } = this.#dependencies;
    const { time, network, dice } = engine;
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        stopWaiting();
        reject(new NoAnswer());
      };
      const stopWaiting = time.after(patience, giveUp);
      const accept = (answer: Answer): void => {
        stopWaiting();
        resolve(answer);
      };
      time.after(network.delay(), () => {
        const running = dice.oneOf(programs).running;
        if (running) this.#answer(work(running.office), accept, giveUp);
        else giveUp();
      });
    });
  }

  #answer<Answer>(answer: Promise<Answer>, accept: (answer: Answer) => void, giveUp: () => void): void {
    const { engine, onBug } = this.#dependencies;
    const { time, network, dice } = engine;
    answer.then(
      (value) => time.after(network.delay(), () => (dice.chance(network.faults.unanswered) ? giveUp() : accept(value))),
      (error: unknown) => {
        if (!isExpected(error)) onBug(error);
        time.after(network.delay(), giveUp);
      },
    );
  }
}
