import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeClone, encodeClone } from './structured-clone-text.ts';

const through = <Value>(value: Value) => decodeClone(encodeClone(value)) as Value;

describe('carries', () => {
  test.each([
    ['primitives', [1, 'text', true, null, undefined, Number.NaN, Infinity, -Infinity, -0, 0, 12n]],
    ['dates, valid or not', [new Date(0), new Date(Number.NaN)]],
    ['maps and sets', new Map<unknown, unknown>([[{ key: 1 }, new Set([new Map()])]])],
    ['patterns', /a+/giu],
    ['views', [new Uint8Array([1, 2]), new Float64Array([0.5]), new DataView(new ArrayBuffer(2)), new ArrayBuffer(3)]],
    ['a part of a buffer', new Uint16Array(new Uint16Array([1, 2, 3, 4]).buffer, 2, 2)],
    ['nested records', { a: { b: [{ c: undefined }] } }],
  ])('%s', (_name, value) => expect(through(value)).toEqual(structuredClone(value)));

  test('anything that JSON has, and undefined', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true }), (value) => {
        expect(through(value)).toEqual(structuredClone(value));
      }),
    );
  });

  test('errors with type, message, stack and cause', () => {
    const sent = new RangeError('too far', { cause: { seat: 'D7' } });
    const received = through(sent);
    expect(received).toBeInstanceOf(RangeError);
    expect([received.message, received.stack, received.cause]).toEqual(['too far', sent.stack, { seat: 'D7' }]);
  });

  test('holes in arrays', () => {
    const sparse: unknown[] = [];
    sparse[1] = 'x';
    sparse.length = 3;
    const received = through(sparse);
    expect([received.length, 0 in received, 1 in received]).toEqual([3, false, true]);
  });

  test('shared and circular references', () => {
    const shared = { name: 'shared' };
    const circle: { self?: unknown; pair: unknown[] } = { pair: [shared, shared] };
    circle.self = circle;
    const received = through(circle);
    expect(received.self).toBe(received);
    expect(received.pair[0]).toBe(received.pair[1]);
  });

  test('two views of one buffer', () => {
    const buffer = new ArrayBuffer(4);
    const [left, right] = through([new Uint8Array(buffer), new Uint8Array(buffer, 2)]) as [Uint8Array, Uint8Array];
    expect(left.buffer).toBe(right.buffer);
  });
});

test('a key __proto__ stays a key', () => {
  const received = decodeClone(encodeClone(JSON.parse('{ "__proto__": { "isAdmin": true } }')));
  expect(Object.getPrototypeOf(received)).toBe(Object.prototype);
  expect(Object.keys(received as object)).toEqual(['__proto__']);
});

test.each([
  ['functions', { run: () => 1 }],
  ['symbols', Symbol('x')],
  ['promises', Promise.resolve()],
])('refuses %s as structured clone does', (_name, value) =>
  expect(() => encodeClone(value)).toThrow('could not be cloned'),
);
