import type { RedisClient } from '../../redis/client.ts';
import type { ShowtimeScript } from '../../redis/scripts.ts';
import type { Requests } from '../engine/life.ts';
import { showtimeScriptNames, type RedisModel } from './redis-model.ts';

interface SetOptions {
  readonly expiration?: { readonly type: 'PX'; readonly value: number };
  readonly condition?: 'NX';
  readonly GET?: boolean;
}

/** Redis as one program sees it. It has only the commands that the server uses; every call is one step of the world. */
export function connectRedisModel(model: RedisModel, requests: Requests): RedisClient {
  const send = <Answer>(command: string, detail: unknown, effect: () => Answer): Promise<Answer> =>
    requests.send('redis', command, detail, effect);
  const { keyspace } = model;
  const scripts = Object.fromEntries(
    showtimeScriptNames.map((script: ShowtimeScript) => [
      script,
      (keys: readonly string[], parameters: readonly string[]) =>
        send(script, parameters, () => model.runScript(script, keys, parameters)),
    ]),
  );
  const members = pipelined((keys) => send('SMEMBERS', keys, () => keys.map((key) => keyspace.members(key))));
  const client = {
    ...scripts,
    claimSlot: (slots: string, holdId: string, ttlMs: number, limit: number) =>
      send('claimSlot', holdId, () => model.claimSlot(slots, holdId, ttlMs, limit)),
    beginRelay: (...parameters: Parameters<RedisModel['beginRelay']>) =>
      send('beginRelay', undefined, () => model.beginRelay(...parameters)),
    get: (key: string) => send('GET', key, () => keyspace.text(key) ?? null),
    set: (key: string, value: string, options: SetOptions = {}) =>
      send('SET', key, () => set(model, key, value, options)),
    del: (key: string) => send('DEL', key, () => keyspace.delete(key)),
    exists: (key: string) => send('EXISTS', key, () => Number(keyspace.exists(key))),
    hGet: (key: string, field: string) => send('HGET', field, () => keyspace.hash(key).get(field) ?? null),
    hSet: (key: string, field: string, value: string) =>
      send('HSET', field, () => keyspace.setFields(key, { [field]: value })),
    hVals: (key: string) => send('HVALS', key, () => [...keyspace.hash(key).values()]),
    sMembers: members,
    time: () => send('TIME', undefined, () => [String(Math.floor(model.micros / 1e6)), String(model.micros % 1e6)]),
    zAdd: (key: string, { score, value }: { score: number; value: string }, { condition }: { condition?: 'XX' } = {}) =>
      send('ZADD', value, () => {
        if (condition !== 'XX' || keyspace.scores(key).has(value)) keyspace.setScore(key, value, score);
      }),
    zRem: (key: string, member: string) => send('ZREM', member, () => keyspace.deleteScore(key, member)),
    pExpire: (key: string, ms: number) => send('PEXPIRE', key, () => keyspace.expireAt(key, model.now + ms)),
    pExpireAt: (key: string, at: number, mode: 'GT') =>
      send('PEXPIREAT', key, () => {
        if (mode === 'GT' && at > (keyspace.expiryOf(key) ?? Infinity)) keyspace.expireAt(key, at);
      }),
    publish: (channel: string, message: string) => send('PUBLISH', [channel, message], () => 0),
    xRange: (key: string) =>
      send('XRANGE', key, () => keyspace.stream(key).map(({ id, fields }) => ({ id, message: fields }))),
    xAdd: (key: string, _id: '*', fields: Readonly<Record<string, string>>) =>
      send('XADD', fields, () => {
        const stream = keyspace.stream(key);
        stream.push({ id: `${model.now}-${stream.length}`, fields });
      }),
  };
  return client as unknown as RedisClient;
}

function set(model: RedisModel, key: string, value: string, { expiration, condition, GET }: SetOptions): string | null {
  const before = model.keyspace.text(key);
  if (condition !== 'NX' || before === undefined) {
    model.keyspace.setText(key, value);
    if (expiration) model.keyspace.expireAt(key, model.now + expiration.value);
  }
  if (GET === true) return before ?? null;
  return condition === 'NX' && before !== undefined ? null : 'OK';
}

/** Commands of one turn go out together and are done one after the other, as over one connection. */
function pipelined<Answer>(send: (keys: readonly string[]) => Promise<readonly Answer[]>) {
  let waiting: string[] = [];
  let sent: Promise<readonly Answer[]> | undefined;
  return async (key: string): Promise<Answer | undefined> => {
    const position = waiting.push(key) - 1;
    sent ??= Promise.resolve().then(() => {
      const keys = waiting;
      waiting = [];
      sent = undefined;
      return send(keys);
    });
    const answers = await sent;
    return answers[position];
  };
}
