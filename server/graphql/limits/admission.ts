import { GraphQLError } from 'graphql';
import type { Actor } from '../../domain/actor.ts';
import type { RateLimitName, RateLimitService } from '../../services/rate-limit-service.ts';
import type { OperationFacts } from './operation-facts.ts';

/** Who asks, as limits count it. */
export interface Asker {
  readonly actor: Actor | null;
  readonly address: string;
}

/** Why a request does not run: its first fault, and more of them. */
export type Refusal = readonly [GraphQLError, ...GraphQLError[]];

/** A request that could not be run costs so much more: reading it was work, and nobody honest sends many. */
const priceOfRefusal = 4;

/** Decides whether somebody may ask now, or has asked too often. */
export class Admission {
  readonly #limits: RateLimitService;
  readonly #onRefusal: (code: string) => void;

  /** `onRefusal` hears the code of every refusal. */
  constructor(limits: RateLimitService, onRefusal: (code: string) => void) {
    this.#limits = limits;
    this.#onRefusal = onRefusal;
  }

  /** Counts a request before it is read, whatever it may be. */
  async count(asker: Asker): Promise<GraphQLError | undefined> {
    const [name, subject] = bucketOf(asker, 'read');
    return this.#take(name, subject, 1);
  }

  /** Counts what a request that was read asks for. */
  async admit(asker: Asker, { operationClass, requests }: OperationFacts): Promise<GraphQLError | undefined> {
    const [name, subject] = bucketOf(asker, operationClass);
    // One reading has been counted.
    const tokens = operationClass === 'read' ? requests - 1 : requests;
    return tokens === 0 ? undefined : this.#take(name, subject, tokens);
  }

  /** Counts a request that could not be run, and why. */
  refused(asker: Asker, [{ extensions }]: Refusal): void {
    const [name, subject] = bucketOf(asker, 'read');
    this.#limits.charge(name, subject, priceOfRefusal);
    this.#onRefusal(String(extensions['code']));
  }

  async #take(name: RateLimitName, subject: string, tokens: number): Promise<GraphQLError | undefined> {
    const waitMs = await this.#limits.take(name, subject, tokens);
    if (waitMs === 0) return undefined;
    this.#onRefusal('RATE_LIMITED');
    return tooOften(waitMs);
  }
}

/** Whoever is signed in has a bucket of their own or their station's: nobody else at the same address can empty it. */
function bucketOf(
  { actor, address }: Asker,
  operationClass: OperationFacts['operationClass'],
): [RateLimitName, string] {
  if (operationClass === 'signIn' || operationClass === 'session') return [operationClass, address];
  return actor ? [operationClass, actor.stationId ?? actor.sessionId] : ['anonymous', address];
}

function tooOften(waitMs: number): GraphQLError {
  const retryAfterSeconds = Math.ceil(waitMs / 1_000);
  return new GraphQLError(`Too many requests. Try again in ${retryAfterSeconds} s.`, {
    extensions: { code: 'RATE_LIMITED', retryAfterSeconds, http: { status: 429 } },
  });
}
