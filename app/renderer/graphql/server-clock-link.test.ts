import { describe, expect, it } from 'vitest';
import { findServerTime } from './server-clock-link.ts';

const time = '2026-11-21T18:42:00.000Z';

describe('finding the server time in a reply', () => {
  it('finds it where the schema has it', () => {
    expect(findServerTime({ holdSeats: { id: 'hold', serverTime: time } }, 3)).toBe(Date.parse(time));
    expect(findServerTime({ seatMap: { layout: { id: 'l' }, state: { packed: '0', serverTime: time } } }, 3)).toBe(
      Date.parse(time),
    );
  });

  it('does not look into lists or deeper than asked', () => {
    expect(findServerTime({ list: [{ serverTime: time }] }, 3)).toBeUndefined();
    expect(findServerTime({ a: { b: { serverTime: time } } }, 1)).toBeUndefined();
    expect(findServerTime(null, 3)).toBeUndefined();
  });
});
