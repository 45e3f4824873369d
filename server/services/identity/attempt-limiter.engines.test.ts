import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attemptsBeforeLock, lockMs } from '../../domain/attempts.ts';
import { AttemptRepository } from '../../mongo/attempt-repository.ts';
import { inTransaction } from '../../mongo/client.ts';
import { openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import { settableClock } from '../../testing/settable-clock.ts';
import { AttemptLimiter, type Checked } from './attempt-limiter.ts';

const time = settableClock();
let office: TestBoxOffice;

beforeAll(async () => {
  office = await openBoxOffice({ clock: time.clock });
});

afterAll(() => office[Symbol.asyncDispose]());

function newLimiter(): AttemptLimiter {
  const { mongo, audit } = office.repositories;
  return new AttemptLimiter({ mongo, audit, attempts: new AttemptRepository(mongo), clock: time.clock });
}

const wrong: Checked<never> = { wrong: { action: 'session.refused', by: null, details: {} } };

/** How many of 30 guesses that are sent at once are looked at; each is given to the limiter that `limiterFor` names. */
async function guessesLookedAt(limiterFor: () => AttemptLimiter): Promise<number> {
  const key = `test:${randomUUID()}`;
  let lookedAt = 0;
  const guess = (): Promise<unknown> =>
    limiterFor().attempt(key, async () => {
      lookedAt += 1;
      // As long as a hash takes: time enough for all the others to come in.
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
      return wrong;
    });
  await Promise.all(Array.from({ length: 30 }, guess));
  return lookedAt;
}

it('looks at five of many guesses that are sent at once', async () => {
  const limiter = newLimiter();
  expect(await guessesLookedAt(() => limiter)).toBe(attemptsBeforeLock);
});

it('without its turns many more would be looked at (control)', async () => {
  expect(await guessesLookedAt(newLimiter)).toBeGreaterThan(attemptsBeforeLock);
});

it('locks for a while after the fifth, and then counts anew', async () => {
  const limiter = newLimiter();
  const key = `test:${randomUUID()}`;
  const guess = () => limiter.attempt(key, () => Promise.resolve(wrong));
  for (let count = 1; count < attemptsBeforeLock; count += 1) expect(await guess()).toBe('wrong');
  expect(await guess()).toMatchObject({ __typename: 'AccountLockedError' });
  time.pass(lockMs - 1_000);
  expect(await guess()).toMatchObject({ __typename: 'AccountLockedError' });
  time.pass(1_001);
  for (let count = 1; count < attemptsBeforeLock; count += 1) expect(await guess()).toBe('wrong');
  expect(await guess()).toMatchObject({ __typename: 'AccountLockedError' });
});

it('a right one in between ends the count', async () => {
  const limiter = newLimiter();
  const key = `test:${randomUUID()}`;
  for (let round = 1; round <= 3; round += 1) {
    for (let count = 1; count < attemptsBeforeLock; count += 1) {
      expect(await limiter.attempt(key, () => Promise.resolve(wrong))).toBe('wrong');
    }
    expect(await limiter.attempt(key, () => Promise.resolve({ right: 'it' }))).toEqual({ right: 'it' });
    const settle = inTransaction(office.repositories.mongo, (transaction) =>
      limiter.settle(key, time.clock(), transaction),
    );
    expect(await settle).toBeUndefined();
  }
});

it('a right one that was looked at while others locked it comes too late', async () => {
  const [slow, fast] = [newLimiter(), newLimiter()];
  const key = `test:${randomUUID()}`;
  await slow.attempt(key, async () => {
    for (let count = 1; count <= attemptsBeforeLock; count += 1) {
      await fast.attempt(key, () => Promise.resolve(wrong));
    }
    return { right: 'it' };
  });
  const settle = inTransaction(office.repositories.mongo, (transaction) => slow.settle(key, time.clock(), transaction));
  expect(await settle).toMatchObject({ __typename: 'AccountLockedError' });
});
