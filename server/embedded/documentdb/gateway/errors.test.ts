import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { unpackSqlState } from './error-codes.ts';
import { errorReply, isInternal, isShutdown, isWriteConflict, toCommandError } from './errors.ts';

function databaseError(code: string): pg.DatabaseError {
  const error = new pg.DatabaseError('said the engine', 0, 'error');
  error.code = code;
  return error;
}

describe('errors', () => {
  test.each([
    ['40001', 112],
    ['55P03', 112],
    ['23P01', 11000],
    ['M00CO', 121],
    ['57P01', 91],
    ['08006', 91],
    ['XX000', 8],
  ])('the state %s of the engine is %i for a client', (state, code) => {
    expect(toCommandError(databaseError(state))).toMatchObject({ code });
  });

  test('an unknown state is told', () => {
    expect(toCommandError(databaseError('XX000')).message).toContain('XX000');
  });

  test('a lost connection, a conflict and a fault of ours are told apart', () => {
    const lost = Object.assign(new Error('read ECONNRESET'), { syscall: 'read' });
    expect(isShutdown(toCommandError(lost))).toBe(true);
    expect(isShutdown(toCommandError(new Error('Connection terminated unexpectedly')))).toBe(true);
    expect(isWriteConflict(toCommandError(databaseError('40P01')))).toBe(true);
    expect(isInternal(toCommandError(new TypeError('undefined is no function')))).toBe(true);
  });

  test('labels go to the client only when there are some', () => {
    const failure = toCommandError(databaseError('40001'));
    expect(errorReply(failure)).not.toHaveProperty('errorLabels');
    expect(errorReply(failure.with('TransientTransactionError'))).toMatchObject({
      ok: 0,
      code: 112,
      errorLabels: ['TransientTransactionError'],
    });
  });

  test('a packed state unpacks to its five characters', () => {
    const pack = (state: string) =>
      [...state].reduce((sum, c, i) => sum + ((c.charCodeAt(0) - 48) & 63) * 2 ** (6 * i), 0);
    for (const state of ['M001C', '55P03', '00000', 'ZZZZZ']) expect(unpackSqlState(pack(state))).toBe(state);
  });
});
