import { CommitWatch } from '../invariants/commits.ts';
import { LiveMapWatch } from '../invariants/live-maps.ts';
import { ToldClaimsWatch } from '../invariants/told-claims.ts';
import { Records } from '../invariants/records.ts';
import { Violations } from '../invariants/violations.ts';
import { FrontDoor, NoAnswer } from '../clients/front-door.ts';
import type { Deed } from '../clients/deed.ts';
import { Dice } from '../engine/dice.ts';
import type { Engine } from '../engine/engine.ts';
import { Life } from '../engine/life.ts';
import { Network } from '../engine/network.ts';
import { Trace } from '../engine/trace.ts';
import { VirtualTime } from '../engine/virtual-time.ts';
import { GatewayModel, type Terminal } from '../gateway-model/gateway-model.ts';
import { connectGatewayModel } from '../gateway-model/gateway-port.ts';
import { Webhooks } from '../gateway-model/webhooks.ts';
import { Database, type Change } from '../mongo-model/database.ts';
import { connectModel } from '../mongo-model/mongo-model.ts';
import { connectRedisModel } from '../redis-model/redis-client.ts';
import { RedisModel } from '../redis-model/redis-model.ts';
import { composeOffice, keys, settings, type SimulatedOffice } from './box-office.ts';
import type { Controls } from '../controls/controls.ts';
import { inWords } from './errors.ts';
import { silentLog } from './log.ts';
import { Misfortunes } from './misfortunes.ts';
import { Program } from './program.ts';
import { startWorkers } from './worker.ts';

/** When every world begins. */
const beginning = Date.UTC(2027, 0, 1, 18);

/** A whole box office in a box: programs, what they stand on, and who watches that nothing goes wrong. */
export class World {
  readonly engine: Engine;
  readonly violations = new Violations();
  readonly database: Database;
  readonly redis: RedisModel;
  readonly gateway: GatewayModel;
  readonly programs: readonly Program[];
  readonly door: FrontDoor;
  readonly deeds: Deed[] = [];
  readonly #controls: Controls;
  readonly #maps: LiveMapWatch;
  readonly #misfortunes: Misfortunes;
  #orders = 0;

  constructor(
    seed: string,
    { isInWords = false, controls = {} }: { readonly isInWords?: boolean; readonly controls?: Controls } = {},
  ) {
    const time = new VirtualTime(beginning);
    const dice = new Dice(seed);
    this.engine = { time, dice, network: new Network(time, dice), trace: new Trace(time.micros, isInWords) };
    this.#controls = controls;
    this.#maps = this.#watchMaps();
    this.database = this.#openDatabase();
    this.redis = this.#openRedis();
    this.gateway = this.#openGateway();
    const apis = ['api A', 'api B'].map((name) => this.#program(name));
    const workers = ['worker 1', 'worker 2'].map((name) => this.#program(name, true));
    this.programs = [...apis, ...workers];
    this.#misfortunes = new Misfortunes({ engine: this.engine, programs: this.programs, redis: this.redis });
    this.door = new FrontDoor({ engine: this.engine, programs: apis, onBug: this.#onBug });
  }

  get records(): Records {
    return new Records(this.database);
  }

  /** How often Redis lost everything. */
  get losses(): number {
    return this.#misfortunes.losses;
  }

  /** The office of a program to which nothing happens, to prepare the world and to look at it. */
  caretaker(): SimulatedOffice {
    return this.#compose(new Life('caretaker', this.engine), 0);
  }

  /** Lets the next thing happen, and whatever goes wrong with it. False when nothing is left to happen. */
  async step(): Promise<boolean> {
    const { steps } = this.engine.trace;
    const hasStepped = await this.engine.time.step();
    if (this.engine.trace.steps > steps) this.#misfortunes.mayHappen();
    return hasStepped && this.violations.found.length === 0;
  }

  #watchMaps(): LiveMapWatch {
    const { time } = this.engine;
    const { violations } = this;
    return new LiveMapWatch({ keyspace: () => this.redis.keyspace, keys, violations, now: () => time.now });
  }

  #openDatabase(): Database {
    const { time, dice, network, trace } = this.engine;
    const watch = new CommitWatch({
      records: () => this.records,
      violations: this.violations,
      hasRedisLostData: () => this.losses > 0,
      maps: this.#maps,
    });
    const nameOrders = (changes: readonly Change[]): void => {
      for (const { collection, before, after } of changes) {
        if (collection === 'orders' && !before) trace.name(String(after?.['_id']), `order ${(this.#orders += 1)}`);
      }
    };
    return new Database({
      time,
      dice,
      controls: this.#controls.database ?? {},
      linger: () => network.faults.linger,
      onCommit: (changes) => {
        nameOrders(changes);
        watch.committed(changes);
      },
    });
  }

  #openRedis(): RedisModel {
    const { time } = this.engine;
    const { violations } = this;
    const common = { keyspace: () => this.redis.keyspace, keys, violations };
    const told = new ToldClaimsWatch({ ...common, records: () => this.records });
    return new RedisModel({
      micros: () => time.micros,
      controls: this.#controls.scripts ?? {},
      listener: {
        published: (channel, message) => this.#maps.published(channel, message),
        ran: (script, showtimeId, parameters) => {
          this.#maps.ran(script, showtimeId);
          told.ran(script, showtimeId, parameters, this.losses);
        },
      },
    });
  }

  #openGateway(): GatewayModel {
    const { time, dice } = this.engine;
    const webhooks = new Webhooks({
      engine: this.engine,
      secret: settings.paymentWebhookSecret,
      post: this.#postWebhook,
    });
    const terminal = (outcomes: readonly Terminal['outcome'][], usualMs: number, longestMs: number): Terminal => ({
      outcome: dice.oneOf(outcomes),
      // Many take just as long, so that they are told of at the same time.
      takesMs: dice.chance(0.3) ? dice.between(0, longestMs) : usualMs,
    });
    return new GatewayModel({
      time,
      dice,
      controls: this.#controls.gateway ?? {},
      nextTerminal: () => terminal(['APPROVE', 'APPROVE', 'APPROVE', 'DECLINE', 'NEVER'], 700, 30_000),
      nextRefund: () => terminal(['APPROVE', 'APPROVE', 'APPROVE', 'DECLINE'], 500, 20_000),
      onEvent: (event) => webhooks.tell(event),
    });
  }

  readonly #postWebhook = async (signature: string, body: string): Promise<boolean> => {
    try {
      // A late delivery is signed anew, so that all are valid.
      return (await this.door.ask(({ paymentEvents }) => paymentEvents.receive(signature, body))) === 'valid';
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return false;
    }
  };

  #program(name: string, isWorker = false): Program {
    const { engine, redis } = this;
    return new Program(name, {
      engine,
      compose: (life, skewMs) => this.#compose(life, skewMs),
      onEnd: (life) => this.database.forget(life),
      ...(isWorker && { work: (running) => startWorkers(running, { engine, redis, onBug: this.#onBug }) }),
    });
  }

  #compose(life: Life, skewMs: number): SimulatedOffice {
    const { time } = this.engine;
    return composeOffice({
      name: life.name,
      mongo: connectModel(this.database, life),
      redis: connectRedisModel(this.redis, life),
      gateway: connectGatewayModel(this.gateway, life),
      clock: () => new Date(time.now + skewMs),
      log: silentLog(this.#onBug),
      adapt: (whole) => ({ ...whole, ...this.#controls.repositories?.(whole) }),
    });
  }

  readonly #onBug = (error: unknown): void => this.violations.add(`a bug: ${inWords(error)}`);
}
