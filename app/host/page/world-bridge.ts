import { deferred, type Deferred } from '../deferred.ts';

/**
 * Lets two JavaScript worlds of one page call each other's functions. They share the DOM but no objects, so that what
 * goes across is copied by structured clone; functions and promises become stand-ins that call or settle across.
 * The bus is an event target that nobody else holds. Events on it are synchronous, so that calls can return values.
 */
export type World = 'main' | 'isolated';

interface Slot {
  readonly path: readonly (string | number)[];
  readonly kind: 'function' | 'promise';
  readonly id: number;
}

/** Cloneable data with the places where functions and promises stood. */
interface Parcel {
  readonly data: unknown;
  readonly slots: readonly Slot[];
}

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly parcel: Parcel }
  | { readonly kind: 'reply'; readonly thrown: boolean; readonly parcel: Parcel }
  | { readonly kind: 'settle'; readonly id: number; readonly rejected: boolean; readonly parcel: Parcel }
  | { readonly kind: 'release'; readonly id: number };

type Function_ = (...values: unknown[]) => unknown;

export interface WorldBridge {
  /** Packs a value for the other world. @throws DOMException DataCloneError for what can't be cloned */
  pack(value: unknown): Parcel;
  unpack(parcel: Parcel): unknown;
}

/** Joins `world` to the bus; the other world does the same with the other name. */
export function joinWorlds(bus: EventTarget, world: World): WorldBridge {
  const other: World = world === 'main' ? 'isolated' : 'main';
  const dispatch = bus.dispatchEvent.bind(bus);
  const CustomEventType = CustomEvent;
  const functions = new Map<number, Function_>();
  const settlers = new Map<number, Deferred<unknown>>();
  const replies: (Extract<Message, { kind: 'reply' }> | undefined)[] = [];
  const released = new FinalizationRegistry<number>((id) => post({ kind: 'release', id }));
  let lastId = 0;

  const post = (message: Message) => dispatch(new CustomEventType(`to-${other}`, { detail: message }));

  const bridge: WorldBridge = {
    pack(value) {
      const slots: Slot[] = [];
      const data = structuredClone(lift(value, [], { slots, keep, copies: new Map() }));
      return { data, slots };
    },
    unpack(parcel) {
      const holder = { root: parcel.data };
      for (const slot of parcel.slots) put(holder, ['root', ...slot.path], standIn(slot));
      return holder.root;
    },
  };

  function keep(item: Function_ | Promise<unknown>): Omit<Slot, 'path'> {
    const id = ++lastId;
    if (typeof item === 'function') {
      functions.set(id, item);
      return { kind: 'function', id };
    }
    const tell = (rejected: boolean) => (result: unknown) =>
      post({ kind: 'settle', id, rejected, parcel: bridge.pack(result) });
    item.then(tell(false), tell(true));
    return { kind: 'promise', id };
  }

  function standIn({ kind, id }: Slot): unknown {
    if (kind === 'promise') {
      const settler = deferred<unknown>();
      settlers.set(id, settler);
      return settler.promise;
    }
    const callAcross = (...values: unknown[]) => call(id, values);
    released.register(callAcross, id);
    return callAcross;
  }

  function call(id: number, values: unknown[]): unknown {
    const depth = replies.push(undefined);
    post({ kind: 'call', id, parcel: bridge.pack(values) });
    const reply = replies[depth - 1];
    replies.length = depth - 1;
    if (!reply) throw new Error('The other world is gone');
    const result = bridge.unpack(reply.parcel);
    if (reply.thrown) throw result;
    return result;
  }

  function answer(id: number, parcel: Parcel): void {
    try {
      const result = functions.get(id)?.(...(bridge.unpack(parcel) as unknown[]));
      post({ kind: 'reply', thrown: false, parcel: bridge.pack(result) });
    } catch (error) {
      post({ kind: 'reply', thrown: true, parcel: bridge.pack(error) });
    }
  }

  function settle(message: Extract<Message, { kind: 'settle' }>): void {
    const settler = settlers.get(message.id);
    settlers.delete(message.id);
    const result = bridge.unpack(message.parcel);
    if (message.rejected) settler?.reject(result);
    else settler?.resolve(result);
  }

  bus.addEventListener(`to-${world}`, (event) => {
    const message = (event as CustomEvent<Message>).detail;
    if (message.kind === 'call') answer(message.id, message.parcel);
    else if (message.kind === 'reply') replies[replies.length - 1] = message;
    else if (message.kind === 'settle') settle(message);
    else functions.delete(message.id);
  });
  return bridge;
}

interface Lifting {
  readonly slots: Slot[];
  readonly keep: (item: Function_ | Promise<unknown>) => Omit<Slot, 'path'>;
  /** What has been copied already, so that shared and circular references stay what they are. */
  readonly copies: Map<object, unknown>;
}

/** Copies plain objects and arrays, taking functions and promises out into slots. */
function lift(value: unknown, path: readonly (string | number)[], lifting: Lifting): unknown {
  if (typeof value === 'function' || value instanceof Promise) {
    lifting.slots.push({ path, ...lifting.keep(value as Function_) });
    return undefined;
  }
  if (!Array.isArray(value) && !isPlain(value)) return value;
  const known = lifting.copies.get(value);
  if (known) return known;
  const copy: object = Array.isArray(value) ? [] : {};
  lifting.copies.set(value, copy);
  for (const [key, item] of Object.entries(value)) put(copy, [key], lift(item, [...path, key], lifting));
  return copy;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function put(holder: object, path: readonly (string | number)[], value: unknown): void {
  const last = path.at(-1) as string;
  let place = holder as Record<string, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string, unknown>;
  Object.defineProperty(place, last, { value, enumerable: true, writable: true, configurable: true });
}
