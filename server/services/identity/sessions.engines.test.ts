import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openApi } from '../../testing/api-client.ts';
import { expectType, openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import { fixturePin } from '../../testing/fixture-cinema.ts';
import { settableClock } from '../../testing/settable-clock.ts';
import type { SignedIn } from './session-service.ts';

const time = settableClock();
let office: TestBoxOffice;

beforeAll(async () => {
  office = await openBoxOffice({ clock: time.clock });
});

afterAll(() => office[Symbol.asyncDispose]());

async function signIn(username = 'cashier'): Promise<SignedIn> {
  const outcome = await office.services.signIn.signInWithPin({ username, pin: fixturePin, stationId: null });
  return expectType(outcome, 'Session');
}

const refresh = async (refreshToken: string) => (await office.services.sessions.refresh(refreshToken)).__typename;

/** Whether an access token is taken, and if not why. */
const check = async ({ accessToken }: SignedIn, services = office.services) =>
  (await services.tokens.check(accessToken, time.clock())).kind;

async function actorOf(session: SignedIn) {
  const checked = await office.services.tokens.check(session.accessToken, time.clock());
  if (checked.kind !== 'valid') throw new Error(`the token is ${checked.kind}`);
  return checked.actor;
}

describe('refresh tokens', () => {
  it('are traded for new ones, over and over', async () => {
    let session = await signIn();
    const seen = new Set([session.refreshToken]);
    for (let round = 1; round <= 5; round += 1) {
      time.pass(60_000);
      session = expectType(await office.services.sessions.refresh(session.refreshToken), 'Session');
      seen.add(session.refreshToken);
    }
    expect(seen.size).toBe(6);
    expect(await check(session)).toBe('valid');
  });

  it('may be sent again for half a minute by a client that lost the reply, and get the same answer', async () => {
    const { refreshToken } = await signIn();
    const lost = expectType(await office.services.sessions.refresh(refreshToken), 'Session');
    time.pass(29_000);
    const again = expectType(await office.services.sessions.refresh(refreshToken), 'Session');
    expect(again.refreshToken).toBe(lost.refreshToken);
    expect(await refresh(again.refreshToken)).toBe('Session');
  });

  it('sent many times at once make one session go on', async () => {
    const { refreshToken } = await signIn();
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, async () =>
        expectType(await office.services.sessions.refresh(refreshToken), 'Session'),
      ),
    );
    expect(new Set(outcomes.map((outcome) => outcome.refreshToken)).size).toBe(1);
    expect(await refresh(outcomes[0]?.refreshToken ?? '')).toBe('Session');
  });

  it('used again after that end the session, with its access tokens', async () => {
    const first = await signIn();
    const second = expectType(await office.services.sessions.refresh(first.refreshToken), 'Session');
    time.pass(31_000);
    expect(await refresh(first.refreshToken)).toBe('InvalidCredentialsError');
    expect(await refresh(second.refreshToken)).toBe('InvalidCredentialsError');
    expect(await check(second)).toBe('revoked');
  });

  it('used again at once, but after their successor, end the session', async () => {
    const first = await signIn();
    const second = expectType(await office.services.sessions.refresh(first.refreshToken), 'Session');
    const third = expectType(await office.services.sessions.refresh(second.refreshToken), 'Session');
    expect(await refresh(first.refreshToken)).toBe('InvalidCredentialsError');
    expect(await check(third)).toBe('revoked');
  });

  it('that we did not make change nothing', async () => {
    const session = await signIn();
    const [id, generation, mac] = session.refreshToken.split('.');
    const forged = [
      `${id}.${Number(generation) + 1}.${mac}`,
      `${id}.${generation}.${'A'.repeat(43)}`,
      `${id}.${generation}`,
      session.accessToken,
      '',
    ];
    for (const token of forged) expect(await refresh(token)).toBe('InvalidCredentialsError');
    expect(await refresh(session.refreshToken)).toBe('Session');
  });

  it('do not outlive the session, and neither do access tokens', async () => {
    let session = await signIn();
    const endsAt = time.clock().getTime() + office.config.sessionMs;
    time.pass(office.config.sessionMs - 60_000);
    session = expectType(await office.services.sessions.refresh(session.refreshToken), 'Session');
    expect(session.expiresAt.getTime()).toBeLessThanOrEqual(endsAt);
    time.pass(61_000);
    expect(await check(session)).toBe('expired');
    expect(await refresh(session.refreshToken)).toBe('InvalidCredentialsError');
  });
});

describe('ending sessions', () => {
  it('signing out ends the access token too', async () => {
    const session = await signIn();
    expect(await check(session)).toBe('valid');
    expectType(await office.services.sessions.signOut(session.refreshToken), 'SignedOut');
    expect(await check(session)).toBe('revoked');
    expectType(await office.services.sessions.signOut(session.refreshToken), 'InvalidCredentialsError');
  });

  it('signing out elsewhere leaves the session that asked, and other people alone', async () => {
    const [here, there, other] = [await signIn('manager'), await signIn('manager'), await signIn('cashier')];
    const outcome = expectType(await office.services.sessions.signOutElsewhere(here.refreshToken), 'SessionsRevoked');
    expect(outcome.count).toBeGreaterThan(0);
    expect([await check(here), await check(there), await check(other)]).toEqual(['valid', 'revoked', 'valid']);
  });

  it('is known at once in every program, also in one that starts later', async () => {
    const running = await office.another();
    const session = await signIn();
    expect(await check(session, running.services)).toBe('valid');
    const admin = office.actor('ADMIN');
    const revoked = await office.services.sessionRevocation.revokeOf(admin, session.staff.id);
    expect(expectType(revoked, 'SessionsRevoked').count).toBeGreaterThan(0);
    expect(await check(session)).toBe('revoked');
    await vi.waitFor(async () => expect(await check(session, running.services)).toBe('revoked'), 10_000);
    const later = await office.another();
    expect(await check(session, later.services)).toBe('revoked');
  });

  it('is known from the database where Redis did not tell it', async () => {
    const deaf = await office.another({ apartInRedis: true });
    const session = await signIn();
    expect(await check(session, deaf.services)).toBe('valid');
    await office.services.sessions.signOut(session.refreshToken);
    await vi.waitFor(async () => expect(await check(session, deaf.services)).toBe('revoked'), 30_000);
  });

  it('is forgotten when no access token can be valid any more', async () => {
    const session = await signIn();
    const { sessionId } = await actorOf(session);
    await office.services.sessions.signOut(session.refreshToken);
    expect(office.services.revokedSessions.has(sessionId)).toBe(true);
    time.pass(office.config.accessTokenMs + 3 * 60_000);
    await vi.waitFor(() => expect(office.services.revokedSessions.has(sessionId)).toBe(false), 30_000);
    expect(await check(session)).toBe('expired');
  });

  it('closes the sockets of the session, and no others', async () => {
    await using api = await openApi(office);
    const [mine, other] = [await signIn(), await signIn('manager')];
    const closed: string[] = [];
    for (const [name, session] of Object.entries({ mine, other })) {
      const socket = api.socket(session.accessToken);
      socket.on('closed', () => void closed.push(name));
      const connected = new Promise<void>((resolve) => socket.on('connected', () => resolve()));
      socket.subscribe(
        { query: 'subscription { orderChanged(orderId: "x") { id } }' },
        { next: () => undefined, error: () => undefined, complete: () => undefined },
      );
      await connected;
    }
    await office.services.sessions.signOut(mine.refreshToken);
    await vi.waitFor(() => expect(closed).toContain('mine'), 10_000);
    expect(closed).toEqual(['mine']);
    const answer = await api.post('{ me { id } }', {}, mine.accessToken);
    expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { reason: 'revoked' } }] });
  });
});

it('every step is written down, and no token with it', async () => {
  const { refreshToken, staff } = await signIn();
  await office.services.sessions.refresh(refreshToken);
  await office.services.sessions.refresh(refreshToken);
  await office.services.sessions.signOut(refreshToken);
  const entries = await office.repositories.mongo.collections.auditEntries
    .find({ actorId: staff.id })
    .sort({ _id: -1 })
    .limit(4)
    .toArray();
  expect(entries.map(({ action }) => action).toReversed()).toEqual([
    'session.opened',
    'session.refreshed',
    'session.refresh_repeated',
    'session.closed',
  ]);
  const mac = refreshToken.split('.').at(-1) ?? '';
  const stored = JSON.stringify([entries, await office.repositories.mongo.collections.sessions.find().toArray()]);
  expect(stored).not.toContain(mac);
});
