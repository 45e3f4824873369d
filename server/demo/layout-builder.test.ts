import { describe, expect, it } from 'vitest';
import { buildLayout, type LayoutPlan } from './layout-builder.ts';

const plan: LayoutPlan = {
  version: 3,
  blocks: [3, 5],
  aisle: 0.5,
  bow: { front: 0.4, back: 0.4 },
  screen: { width: 4, bow: 0.2 },
  rows: [
    { row: 'A', seats: '.wc|sss,,.' },
    { row: 'B', seats: 'sss|vvvv', gapBefore: 0.8 },
  ],
};

function planWithRow(seats: string): LayoutPlan {
  return { ...plan, rows: [{ row: 'A', seats }] };
}

describe('buildLayout', () => {
  const layout = buildLayout(plan);

  it('numbers each row from the left, across aisles and gaps', () => {
    expect(layout.seats.map((seat) => seat.id)).toEqual([
      'A1',
      'A2',
      'A3',
      'A4',
      'A5',
      'B1',
      'B2',
      'B3',
      'B4',
      'B5',
      'B6',
      'B7',
    ]);
  });

  it('reads the kinds and gives VIP seats more room', () => {
    expect(layout.seats.slice(0, 3).map(({ kind, x }) => [kind, x])).toEqual([
      ['WHEELCHAIR', 1.5],
      ['COMPANION', 2.5],
      ['STANDARD', 4],
    ]);
    expect(layout.seats.at(-1)).toMatchObject({ kind: 'VIP', width: 1.25, x: 7.875 });
  });

  it('brings the ends of a row forward and turns them towards the screen', () => {
    const [left, right] = [layout.seats[5], layout.seats[11]];
    const middle = layout.seats[8];
    expect(left?.y).toBeLessThan(middle?.y ?? 0);
    expect(right?.y).toBeLessThan(middle?.y ?? 0);
    expect(left?.angle).toBeGreaterThan(0);
    expect(right?.angle).toBeLessThan(0);
  });

  it('turns a seat by the slope of its row', () => {
    const straight = buildLayout({ ...plan, bow: { front: 0, back: 0 } });
    expect(straight.seats.every((seat) => seat.angle === 0)).toBe(true);
    const { width } = layout;
    const seat = layout.seats[5];
    const slope = (-2 * 0.4 * ((seat?.x ?? 0) - width / 2)) / (width / 2) ** 2;
    expect(seat?.angle).toBeCloseTo((Math.atan(slope) * 180) / Math.PI, 2);
  });

  it('leaves a cross aisle where the plan has one', () => {
    const straight = buildLayout({ ...plan, bow: { front: 0, back: 0 } });
    expect((straight.seats[5]?.y ?? 0) - (straight.seats[0]?.y ?? 0)).toBeCloseTo(1.8);
  });

  it('refuses rows that do not fit their blocks', () => {
    expect(() => buildLayout(planWithRow('ss|sssss'))).toThrow('row A does not fill block 1');
    expect(() => buildLayout(planWithRow('sss|ssssss'))).toThrow('row A does not fill block 2');
    expect(() => buildLayout(planWithRow('sss'))).toThrow('row A has 1 blocks');
    expect(() => buildLayout(planWithRow('sxs|sssss'))).toThrow('unknown letter x');
  });
});
