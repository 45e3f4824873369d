/** The expected failures of signing in, of accounts and of pairing; the rest is in `failures.ts`. */
import type { FailureOf } from './failures.ts';

export type PinExpiredError = FailureOf<'PinExpiredError'>;
export type StationNotPairedError = FailureOf<'StationNotPairedError'>;
export type SignInUnavailableError = FailureOf<'SignInUnavailableError'>;
export type AlreadySetUpError = FailureOf<'AlreadySetUpError'>;

export function pinExpired(): PinExpiredError {
  return {
    __typename: 'PinExpiredError',
    code: 'PIN_EXPIRED',
    message: 'This PIN is too old. Choose a new one to go on.',
  };
}

export function stationNotPaired(): StationNotPairedError {
  return {
    __typename: 'StationNotPairedError',
    code: 'STATION_NOT_PAIRED',
    message: 'This station is not paired. Ask the office for a code and enter it here.',
  };
}

export function stationRevoked(): StationNotPairedError {
  return {
    __typename: 'StationNotPairedError',
    code: 'STATION_REVOKED',
    message: 'This station was shut out by the office. Ask there for a new code.',
  };
}

export function signInUnavailable(): SignInUnavailableError {
  return {
    __typename: 'SignInUnavailableError',
    code: 'SIGN_IN_UNAVAILABLE',
    message: 'Signing in with Google is not possible right now. Try again, or use your PIN or password.',
  };
}

export function alreadySetUp(): AlreadySetUpError {
  return {
    __typename: 'AlreadySetUpError',
    code: 'ALREADY_SET_UP',
    message: 'Somebody works here already. Sign in, or ask an administrator for an account.',
  };
}
