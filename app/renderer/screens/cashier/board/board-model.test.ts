import { describe, expect, it } from 'vitest';
import { neighbour } from '../common/neighbour.ts';
import { boardRows, firstChoice } from './board-model.ts';

const at = (time: string) => `2026-11-21T${time}:00.000Z`;
const now = Date.parse(at('18:42'));

function showtime(id: string, time: string, free = 50, auditoriumId = 'one') {
  const startsAt = at(time);
  const salesCloseAt = new Date(Date.parse(startsAt) + 30 * 60_000).toISOString();
  return { id, startsAt, salesCloseAt, auditorium: { id: auditoriumId }, availability: { total: 100, free } };
}

const evening = [
  showtime('over', '18:00'),
  showtime('running', '18:20'),
  showtime('soldOut', '18:45', 0),
  showtime('same', '18:45', 14, 'two'),
  showtime('late', '19:15', 15),
];

describe('board rows', () => {
  it('leaves out what is not sold any more, and draws the present above the first showtime ahead', () => {
    const rows = boardRows(evening, now, undefined);
    expect(rows.map((row) => row.showtime.id)).toEqual(['running', 'soldOut', 'same', 'late']);
    expect(rows.map((row) => row.followsNow)).toEqual([false, true, false, false]);
    expect(rows[0]).toMatchObject({ isRunning: true, minutesIn: 22 });
  });

  it('says each time once', () => {
    expect(boardRows(evening, now, undefined).map((row) => row.showsTime)).toEqual([true, true, false, true]);
  });

  it('shows one auditorium on request', () => {
    expect(boardRows(evening, now, 'two').map((row) => row.showtime.id)).toEqual(['same']);
  });

  it('has no present when everything has begun or nothing has', () => {
    expect(boardRows([showtime('running', '18:20')], now, undefined)[0]?.followsNow).toBe(false);
    expect(boardRows([], now, undefined)).toEqual([]);
  });
});

describe('choosing a row', () => {
  it('begins with the first one ahead that has seats', () => {
    expect(firstChoice(boardRows(evening, now, undefined))).toBe('same');
    expect(firstChoice(boardRows([showtime('running', '18:20')], now, undefined))).toBe('running');
    expect(firstChoice([])).toBeUndefined();
  });

  it('moves as far as the list goes', () => {
    expect(neighbour(['a', 'b', 'c'], 'b', 1)).toBe('c');
    expect(neighbour(['a', 'b', 'c'], 'c', 1)).toBe('c');
    expect(neighbour(['a', 'b', 'c'], 'gone', 1)).toBe('a');
    expect(neighbour([], undefined, 1)).toBeUndefined();
  });
});
