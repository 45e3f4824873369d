import { expect, test } from 'vitest';
import { joinWorlds } from './world-bridge.ts';

/** Both worlds in one realm: enough to see that only copies and stand-ins cross. */
function createWorlds() {
  const bus = new EventTarget();
  const [main, isolated] = [joinWorlds(bus, 'main'), joinWorlds(bus, 'isolated')];
  return { toMain: <Value>(value: Value) => main.unpack(isolated.pack(value)) as Value };
}

test('data crosses as a copy', () => {
  const data = { list: [1, { map: new Map([[1, 'x']]) }], nothing: undefined };
  const received = createWorlds().toMain(data);
  expect(received).toEqual(data);
  expect(received.list).not.toBe(data.list);
});

test('functions are called across and return at once', () => {
  const { add } = createWorlds().toMain({ add: (left: number, right: number) => left + right });
  expect(add(2, 3)).toBe(5);
});

test('calls nest both ways', () => {
  const twice = createWorlds().toMain((callback: (value: number) => number) => callback(callback(1)));
  expect(twice((value) => value + 10)).toBe(21);
});

test('what a function throws is thrown to its caller', () => {
  const fail = createWorlds().toMain((): never => {
    throw new RangeError('too far');
  });
  expect(fail).toThrow(new RangeError('too far'));
});

test('promises settle across', async () => {
  const worlds = createWorlds();
  const { good, bad } = worlds.toMain({
    good: async () => ({ seats: new Set(['D7']) }),
    bad: async () => Promise.reject(new TypeError('no')),
  });
  expect(await good()).toEqual({ seats: new Set(['D7']) });
  await expect(bad()).rejects.toThrow(new TypeError('no'));
});

test('functions deep within data are stand-ins, each in its place', () => {
  const received = createWorlds().toMain({ list: [{ call: () => 'first' }, { call: () => 'second' }] });
  expect(received.list.map(({ call }) => call())).toEqual(['first', 'second']);
});

test('shared and circular references stay what they are', () => {
  const shared = { name: 'shared' };
  const circle: { self?: unknown; pair: unknown[] } = { pair: [shared, shared] };
  circle.self = circle;
  const received = createWorlds().toMain(circle);
  expect(received.self).toBe(received);
  expect(received.pair[0]).toBe(received.pair[1]);
});

test('what cannot be cloned is refused where it is sent', () => {
  const send = createWorlds().toMain((_value: unknown) => 'received');
  expect(() => send(Symbol('x'))).toThrow('could not be cloned');
});
