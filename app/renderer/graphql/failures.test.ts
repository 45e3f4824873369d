import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { describe, expect, it } from 'vitest';
import { isOfOtherVersion, isRefusal, isServerFailing, isUnauthenticated } from './failures.ts';

const withCode = (code: string) => new CombinedGraphQLErrors({ errors: [{ message: 'no', extensions: { code } }] });
const withStatus = (status: number) =>
  new ServerError('no', { response: new Response(null, { status }), bodyText: '' });

describe('failures', () => {
  it.each([
    ['no network', new TypeError('Failed to fetch'), true, false],
    ['no answer in time', new DOMException('too late', 'TimeoutError'), true, false],
    ['a broken gateway', withStatus(502), true, false],
    ['a part that is down', withCode('SERVICE_UNAVAILABLE'), true, false],
    ['a bug of the server', withCode('INTERNAL_SERVER_ERROR'), false, false],
    ['a wrong request', withCode('BAD_USER_INPUT'), false, true],
    ['no permission', withCode('FORBIDDEN'), false, true],
    ['a refused token', withStatus(401), false, true],
  ])('%s', (_name, error, isWorthRepeating, isSurelyUndone) => {
    expect(isServerFailing(error)).toBe(isWorthRepeating);
    expect(isRefusal(error)).toBe(isSurelyUndone);
  });

  it('knows a server of another version', () => {
    const refusal = (code: string) =>
      new ServerError('no', {
        response: new Response(null, { status: 400 }),
        bodyText: JSON.stringify({ errors: [{ message: 'no', extensions: { code } }] }),
      });
    expect(isOfOtherVersion(refusal('PERSISTED_QUERY_NOT_IN_LIST'))).toBe(true);
    expect(isOfOtherVersion(refusal('BAD_REQUEST'))).toBe(false);
    expect(isOfOtherVersion(new TypeError('Failed to fetch'))).toBe(false);
  });

  it('knows a session that has to be refreshed, in either form', () => {
    expect(isUnauthenticated(withStatus(401))).toBe(true);
    expect(isUnauthenticated(withCode('UNAUTHENTICATED'))).toBe(true);
    expect(isUnauthenticated(withCode('FORBIDDEN'))).toBe(false);
  });
});
