import { normalizeEmail } from '../../domain/email.ts';
import {
  invalid,
  invalidCredentials,
  type InvalidCredentialsError,
  type NotFoundError,
  type ValidationError,
} from '../../domain/failures.ts';
import {
  signInUnavailable,
  type SignInUnavailableError,
  type StationNotPairedError,
} from '../../domain/identity-failures.ts';
import type { Station } from '../../domain/station.ts';
import type { StaffRepository } from '../../mongo/staff-repository.ts';
import { customerAccount, staffAccount } from './accounts.ts';
import type { AuthorizationCode, OpenIdClient, ProvenIdentity } from './openid-client.ts';
import type { ProvenAccounts } from './proven-accounts.ts';
import type { SessionService, SignedIn } from './session-service.ts';
import type { StationClaim, StationIdentity } from './station-identity.ts';

interface Dependencies {
  readonly staff: StaffRepository;
  readonly accounts: ProvenAccounts;
  readonly sessions: SessionService;
  readonly stationIdentity: StationIdentity;
  /** Null where signing in with Google isn't set up. */
  readonly openId: OpenIdClient | null;
}

type Failure =
  InvalidCredentialsError | ValidationError | StationNotPairedError | NotFoundError | SignInUnavailableError;

/** Signing in with Google, or another OpenID provider that is set up in its place. */
export class GoogleSignInService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** What a station needs to send somebody to the provider; undefined where that isn't possible. */
  async offer() {
    return this.#dependencies.openId?.offer();
  }

  /**
   * Signs in whoever the provider says it is: an administrator whose address is among ours, the member of staff with this
   * address, and anybody else as a customer.
   */
  async signIn(input: AuthorizationCode & StationClaim): Promise<SignedIn | Failure> {
    const { openId, stationIdentity } = this.#dependencies;
    if (!openId) return signInUnavailable();
    if (!isLoopback(input.redirectUri)) {
      return invalid(
        'redirectUri',
        'Only an address on this machine may be answered to, such as http://127.0.0.1:1234/.',
      );
    }
    const station = await stationIdentity.identify(input);
    if (station && '__typename' in station) return station;
    const redemption = await openId.redeem(input);
    switch (redemption.kind) {
      case 'proven':
        return this.#open(redemption.identity, station, input.stationVersion);
      case 'unverified':
        return invalidCredentials('Google has not verified this e-mail address. Verify it there, then try again.');
      case 'refused':
        return invalidCredentials('This sign-in is not valid any more. Start it again.');
      case 'unavailable':
        return signInUnavailable();
    }
  }

  async #open(
    identity: ProvenIdentity,
    station: Station | null,
    stationVersion: string | null,
  ): Promise<SignedIn | Failure> {
    const { accounts, sessions, stationIdentity, staff: repository } = this.#dependencies;
    const email = normalizeEmail(identity.email);
    if (email === undefined) return invalidCredentials('This account has no e-mail address. Use another account.');
    const owner = { email, name: identity.name };
    const staff = await accounts.staffOf(owner);
    if (staff?.disabledAt) return shutOut();
    const account = staff ? staffAccount(staff) : customerAccount(await accounts.customerOf(owner));
    return sessions.open<Failure>(account, {
      method: 'google',
      stationId: station?.id ?? null,
      admit: async (transaction, now) => {
        if (staff && !(await repository.admit(staff, now, transaction))) return shutOut();
        return stationIdentity.admit(station, stationVersion, now, transaction);
      },
    });
  }
}

/** RFC 8252: a program of this machine listens there; the name `localhost` may lead elsewhere. */
function isLoopback(redirectUri: string): boolean {
  return /^http:\/\/(127\.0\.0\.1|\[::1\]):\d{1,5}\/[\w/-]*$/.test(redirectUri);
}

function shutOut(): InvalidCredentialsError {
  return invalidCredentials('This account may not sign in any more. Ask an administrator.');
}
