import { randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { codeFromBytes, formatCode, parseCode } from '#shared/domain/codes.ts';
import { asId, type StaffId } from '#shared/domain/ids.ts';
import { auditEntry } from '../../domain/audit-entry.ts';
import {
  invalidCredentials,
  type AccountLockedError,
  type InvalidCredentialsError,
  type ValidationError,
} from '../../domain/failures.ts';
import { alreadySetUp, type AlreadySetUpError } from '../../domain/identity-failures.ts';
import { refuseName, refusePin, refuseUsername, type Staff } from '../../domain/staff.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { ClaimRefused, inTransaction, type Mongo } from '../../mongo/client.ts';
import type { SetupRepository } from '../../mongo/setup-repository.ts';
import type { StaffRepository } from '../../mongo/staff-repository.ts';
import type { Clock } from '../clock.ts';
import type { AttemptLimiter } from './attempt-limiter.ts';
import { hashSecret, isSecret } from './secret-hash.ts';

/** Programs that start within this of each other make one code between them, in milliseconds. */
const startingTogetherMs = 10_000;

const limiterKey = 'setup-code';

interface Dependencies {
  readonly mongo: Mongo;
  readonly setup: SetupRepository;
  readonly staff: StaffRepository;
  readonly audit: AuditRepository;
  readonly limiter: AttemptLimiter;
  readonly clock: Clock;
}

export interface FirstAdministrator {
  readonly setupCode: string;
  readonly name: string;
  readonly username: string;
  readonly pin: string;
}

/** Lets the first administrator in where nobody works yet: whoever sees the server's log has the code. */
export class FirstAdministratorService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Whether nobody works here yet. */
  isMissing(): Promise<boolean> {
    return this.#dependencies.staff.isEmpty();
  }

  /**
   * Makes a new setup code, to be shown to whoever runs the server; the one before it is void. Undefined when somebody
   * works here, or when another program has just made one.
   */
  async createCode(): Promise<string | undefined> {
    const { mongo, setup, audit, clock } = this.#dependencies;
    if (!(await this.isMissing())) return undefined;
    const now = clock();
    const code = codeFromBytes(randomBytes(8));
    const codeHash = await hashSecret(code);
    try {
      await inTransaction(mongo, async (transaction) => {
        await setup.replaceCode(codeHash, now, new Date(now.getTime() - startingTogetherMs), transaction);
        await audit.add([auditEntry(uuid(), 'administrator.code_created', now, null)], transaction);
      });
    } catch (error) {
      if (error instanceof ClaimRefused) return undefined;
      throw error;
    }
    return formatCode(code);
  }

  /** Adds the first administrator, once. */
  async setUp(
    input: FirstAdministrator,
  ): Promise<Staff | InvalidCredentialsError | AccountLockedError | ValidationError | AlreadySetUpError> {
    const { setup, limiter, clock } = this.#dependencies;
    if (!(await this.isMissing())) return alreadySetUp();
    const refused = refuseUsername(input.username) ?? refuseName(input.name) ?? refusePin(input.pin, 'pin');
    if (refused) return refused;
    const outcome = await limiter.attempt(limiterKey, async () => {
      const codeHash = await setup.codeHash();
      const isRight = await isSecret(codeHash, parseCode(input.setupCode) ?? '');
      if (codeHash !== undefined && isRight) return { right: codeHash };
      return { wrong: { action: 'administrator.refused', by: null, details: {} } };
    });
    if (outcome === 'wrong') return wrongCode();
    if (!('right' in outcome)) return outcome;
    return this.#add(await administratorOf(input, clock()), outcome.right, clock());
  }

  async #add(
    staff: Staff,
    codeHash: string,
    now: Date,
  ): Promise<Staff | InvalidCredentialsError | AccountLockedError | AlreadySetUpError> {
    const { mongo, setup, staff: repository, audit, limiter } = this.#dependencies;
    return inTransaction(mongo, async (transaction) => {
      const locked = await limiter.settle(limiterKey, now, transaction);
      if (locked) return locked;
      if (!(await repository.isEmpty(transaction))) return alreadySetUp();
      if (!(await setup.useCode(codeHash, transaction))) return wrongCode();
      await repository.insert(staff, transaction);
      const by = { staffId: staff.id, name: staff.name, stationId: null };
      await audit.add([auditEntry(uuid(), 'administrator.set_up', now, by)], transaction);
      return staff;
    });
  }
}

async function administratorOf({ name, username, pin }: FirstAdministrator, now: Date): Promise<Staff> {
  return {
    id: asId<StaffId>(uuid()),
    username,
    name: name.trim(),
    role: 'ADMIN',
    email: null,
    pinHash: await hashSecret(pin),
    pinSetAt: now,
    lastSignInAt: null,
    disabledAt: null,
  };
}

function wrongCode(): InvalidCredentialsError {
  return invalidCredentials(
    'This setup code does not work. The server prints it when it starts; a restart makes a new one.',
  );
}
