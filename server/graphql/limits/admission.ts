import { GraphQLError } from 'graphql';
import type { Actor } from '../../domain/actor.ts';
import type { RateLimitName, RateLimitService } from '../../services/rate-limit-service.ts';
import type { OperationFacts } from './operation-facts.ts';

/** Who asks, as limits count it. */
export interface Asker {
  readonly actor: Actor | null;
  readonly address: string;
}

/** A request that could not be run costs this many that could: reading it was work, and nobody honest sends many. */
const priceOfRefusal = 5;

/** Decides whether somebody may ask now, or has asked too often. */
export class Admission {
  readonly #limits: RateLimitService;

  constructor(limits: RateLimitService) {
    this.#limits = limits;
  }

  /** Before a request is read: refuses whoever is known to have asked too often. */
  precheck(asker: Asker): GraphQLError | undefined {
    const [name, subject] = bucketOf(asker, 'read');
    return tooOften(this.#limits.waitMs(name, subject));
  }

  /** Counts an operation that is about to run; refuses one that is too many. */
  async admit(asker: Asker, { operationClass, requests }: OperationFacts): Promise<GraphQLError | undefined> {
    const [name, subject] = bucketOf(asker, operationClass);
    return tooOften(await this.#limits.take(name, subject, requests));
  }

  /** Counts a request that could not be run. */
  refused(asker: Asker): void {
    const [name, subject] = bucketOf(asker, 'read');
    this.#limits.charge(name, subject, priceOfRefusal);
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

function tooOften(waitMs: number): GraphQLError | undefined {
  if (waitMs <= 0) return undefined;
  const retryAfterSeconds = Math.ceil(waitMs / 1_000);
  return new GraphQLError(`Too many requests. Try again in ${retryAfterSeconds} s.`, {
    extensions: { code: 'RATE_LIMITED', retryAfterSeconds, http: { status: 429 } },
  });
}
