import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { asId, type StationId } from '#shared/domain/ids.ts';
import { pairingCodeMs, type StationKind } from '../../domain/station.ts';
import { openApi } from '../../testing/api-client.ts';
import { actionsOf, auditText } from '../../testing/audit-trail.ts';
import { expectType, openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import { fixturePin } from '../../testing/fixture-cinema.ts';
import { settableClock } from '../../testing/settable-clock.ts';

const time = settableClock();
let office: TestBoxOffice;

beforeAll(async () => {
  office = await openBoxOffice({ clock: time.clock });
});

afterAll(() => office[Symbol.asyncDispose]());

async function newCode(kind: StationKind = 'COUNTER', stationId: string | null = null): Promise<string> {
  const input = { name: 'Counter 9', kind, stationId };
  return expectType(await office.services.stations.createCode(office.actor('ADMIN'), input), 'PairingCode').code;
}

const pair = async (code: string) => office.services.stations.pair({ code, version: '1.2.3' });

async function newStation(kind: StationKind = 'COUNTER') {
  return expectType(await pair(await newCode(kind)), 'PairedStation');
}

const signIn = (claim: { readonly stationId?: string; readonly deviceKey?: string }, username = 'cashier') =>
  office.services.signIn.signInWithPin({ username, pin: fixturePin, stationId: claim.stationId ?? null, ...claim });

const check = async (accessToken: string) => office.services.tokens.check(accessToken, time.clock());

const find = (id: string) => office.repositories.stations.find(asId<StationId>(id));

describe('pairing', () => {
  it('gives a device its key for a code, once', async () => {
    const code = await newCode();
    const station = expectType(await pair(code.toLowerCase().replace('-', ' ')), 'PairedStation');
    expect(station).toMatchObject({ name: 'Counter 9', kind: 'COUNTER' });
    expect(await find(station.stationId)).toMatchObject({ version: '1.2.3', pairedAt: time.clock(), revokedAt: null });
    expectType(await pair(code), 'InvalidCredentialsError');
  });

  it('gives the key to one of many devices at once', async () => {
    const [code, other] = [await newCode(), await office.another()];
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, (_each, index) =>
        (index % 2 === 0 ? office : other).services.stations.pair({ code, version: '1' }),
      ),
    );
    expect(outcomes.filter(({ __typename }) => __typename === 'PairedStation')).toHaveLength(1);
  });

  it('takes no code that is wrong, over, or was guessed at five times', async () => {
    expectType(await pair('0000-0000'), 'InvalidCredentialsError');
    expectType(await pair('rubbish'), 'InvalidCredentialsError');
    const late = await newCode();
    time.pass(pairingCodeMs);
    expectType(await pair(late), 'InvalidCredentialsError');
    const guessed = await newCode();
    const wrongEnd = guessed.endsWith('0') ? '1' : '0';
    const guess = `${guessed.slice(0, -1)}${wrongEnd}`;
    await Promise.all(Array.from({ length: 5 }, () => pair(guess)));
    expectType(await pair(guessed), 'InvalidCredentialsError');
  });

  it('keeps neither codes nor keys, and writes none down', async () => {
    const code = await newCode();
    const { deviceKey } = expectType(await pair(code), 'PairedStation');
    const { stations, pairingCodes } = office.repositories.mongo.collections;
    const stored = JSON.stringify([await stations.find().toArray(), await pairingCodes.find().toArray()]);
    for (const text of [stored, await auditText(office)]) {
      expect(text).not.toContain(deviceKey.split('.').at(-1));
      expect(text).not.toContain(code.replace('-', ''));
    }
  });

  it('replaces the device of a station: the old key and its sessions end', async () => {
    const old = await newStation();
    const session = expectType(await signIn(old), 'Session');
    const code = await newCode('COUNTER', old.stationId);
    const replaced = expectType(await pair(code), 'PairedStation');
    expect(replaced.stationId).toBe(old.stationId);
    expect((await check(session.accessToken)).kind).toBe('revoked');
    expect(expectType(await signIn({ deviceKey: old.deviceKey }), 'StationNotPairedError').code).toBe(
      'STATION_NOT_PAIRED',
    );
    expectType(await signIn({ deviceKey: replaced.deviceKey }), 'Session');
    const wish = { name: 'X', kind: 'COUNTER', stationId: 'nowhere' } as const;
    expectType(await office.services.stations.createCode(office.actor('ADMIN'), wish), 'NotFoundError');
  });
});

describe('where somebody signs in', () => {
  it('is proven by the key of the device', async () => {
    const { stationId, deviceKey } = await newStation();
    const session = expectType(await signIn({ deviceKey }), 'Session');
    expect(await check(session.accessToken)).toMatchObject({ actor: { stationId } });
    expectType(await signIn({ stationId, deviceKey }), 'Session');
  });

  it('is not believed without a key, with a wrong one, or with that of another station', async () => {
    const [one, other] = [await newStation(), await newStation()];
    for (const claim of [
      { stationId: one.stationId },
      { stationId: 'counter-1' },
      { deviceKey: `${one.stationId}.${'x'.repeat(43)}` },
      { deviceKey: 'rubbish' },
      { deviceKey: '' },
      { stationId: one.stationId, deviceKey: other.deviceKey },
    ])
      expectType(await signIn(claim), 'StationNotPairedError');
  });

  it('is believed by name where pairing is optional, but only of stations that never were paired', async () => {
    await using open = await openBoxOffice({ settings: { STATION_PAIRING: 'optional' } });
    const unpaired = { deviceKeyHash: null, version: null, pairedAt: null, lastSeenAt: null, revokedAt: null };
    const id = asId<StationId>('counter-1');
    const cinemaId = open.cinema.showtime.cinemaId;
    await open.repositories.stations.addUnlessThere({ id, cinemaId, name: 'Counter 1', kind: 'COUNTER', ...unpaired });
    const attempt = async (stationId: string) =>
      (await open.services.signIn.signInWithPin({ username: 'cashier', pin: fixturePin, stationId })).__typename;
    expect(await attempt('counter-1')).toBe('Session');
    expect(await attempt('nowhere')).toBe('NotFoundError');
    const wish = { name: 'Counter 1', kind: 'COUNTER', stationId: 'counter-1' } as const;
    const { code } = expectType(await open.services.stations.createCode(open.actor('ADMIN'), wish), 'PairingCode');
    expectType(await open.services.stations.pair({ code, version: '1' }), 'PairedStation');
    expect(await attempt('counter-1')).toBe('StationNotPairedError');
  });
});

describe('a kiosk', () => {
  it('signs in by its device alone', async () => {
    const kiosk = await newStation('KIOSK');
    const session = expectType(
      await office.services.stations.signIn({ deviceKey: kiosk.deviceKey, version: '2.0.0' }),
      'Session',
    );
    expect(session.staff).toEqual({ id: kiosk.stationId, name: 'Counter 9', role: 'KIOSK' });
    expect(await check(session.accessToken)).toMatchObject({ actor: { role: 'KIOSK', stationId: kiosk.stationId } });
    expectType(await office.services.sessions.refresh(session.refreshToken), 'Session');
    expect((await find(kiosk.stationId))?.version).toBe('2.0.0');
  });

  it('is the only kind that does', async () => {
    const { deviceKey } = await newStation('COUNTER');
    expectType(await office.services.stations.signIn({ deviceKey, version: null }), 'InvalidCredentialsError');
    expectType(await office.services.stations.signIn({ deviceKey: 'x.y', version: null }), 'StationNotPairedError');
  });
});

describe('shutting a station out', () => {
  it('ends every session at it at once, and lets nobody in there again', async () => {
    const [kiosk, counter] = [await newStation('KIOSK'), await newStation()];
    const sessions = [
      expectType(await office.services.stations.signIn({ deviceKey: kiosk.deviceKey, version: null }), 'Session'),
      expectType(await signIn({ deviceKey: counter.deviceKey }), 'Session'),
    ];
    const elsewhere = expectType(await signIn({}), 'Session');
    const admin = office.actor('ADMIN');
    for (const { stationId } of [kiosk, counter]) await office.services.stations.revoke(admin, stationId);
    for (const { accessToken, refreshToken } of sessions) {
      expect((await check(accessToken)).kind).toBe('revoked');
      expectType(await office.services.sessions.refresh(refreshToken), 'InvalidCredentialsError');
    }
    expect((await check(elsewhere.accessToken)).kind).toBe('valid');
    expect(expectType(await signIn({ deviceKey: counter.deviceKey }), 'StationNotPairedError').code).toBe(
      'STATION_REVOKED',
    );
    expect(await actionsOf(office, admin.staffId)).toEqual(
      expect.arrayContaining(['station.revoked', 'session.revoked']),
    );
    expect(await office.services.stations.revoke(admin, 'nowhere')).toMatchObject({ __typename: 'NotFoundError' });
  });

  it('wins over signing in at the same moment', async () => {
    for (let round = 1; round <= 6; round += 1) {
      const { stationId, deviceKey } = await newStation();
      const [outcome] = await Promise.all([
        signIn({ deviceKey }),
        office.services.stations.revoke(office.actor('ADMIN'), stationId),
      ]);
      if (outcome.__typename === 'Session') expect((await check(outcome.accessToken)).kind).toBe('revoked');
      const live = { stationId, revokedAt: null };
      expect(await office.repositories.mongo.collections.sessions.countDocuments(live)).toBe(0);
    }
  });
});

it('a station is seen with every request, and that is stored once a minute', async () => {
  await using api = await openApi(office);
  const { stationId, deviceKey } = await newStation();
  const { accessToken } = expectType(await signIn({ deviceKey }), 'Session');
  const signedInAt = time.clock();
  const ask = async (passingMs: number) => {
    time.pass(passingMs);
    await api.post('{ me { id } }', {}, accessToken);
  };
  await ask(30_000);
  expect((await find(stationId))?.lastSeenAt).toEqual(signedInAt);
  // What the API knows of the stored time may still be on its way from the database.
  await vi.waitFor(async () => {
    await ask(31_000);
    const seenAt = (await find(stationId))?.lastSeenAt;
    expect((seenAt?.getTime() ?? 0) - signedInAt.getTime()).toBeGreaterThanOrEqual(60_000);
  });
});
