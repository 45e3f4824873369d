import { EventEmitter } from 'node:events';
import { isEveryday, UnsupportedError } from '../unsupported.ts';

/**
 * The base of Electron's classes here: an event emitter on which any API that the subclass lacks throws with its name.
 * The refusal sits at the end of the prototype chain, so that what is there stays ordinary.
 */
function createElectronEmitter(): new () => EventEmitter {
  function ElectronEmitter(this: EventEmitter): void {
    EventEmitter.call(this as never);
  }
  ElectronEmitter.prototype = new Proxy(EventEmitter.prototype, {
    get(target, property, receiver: object) {
      if (property in target || isEveryday(property)) return Reflect.get(target, property, receiver) as unknown;
      // Node's emitters keep their state in such fields, which they look for before they set them.
      if (typeof property === 'string' && property.startsWith('_')) return undefined;
      throw new UnsupportedError(`${receiver.constructor.name}#${String(property)}`);
    },
  });
  return ElectronEmitter as unknown as new () => EventEmitter;
}

export const ElectronEmitter = createElectronEmitter();

/** The first argument of an Electron event that may be refused. */
export interface ElectronEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

export function createEvent<Details extends object>(details: Details): ElectronEvent & Details {
  let prevented = false;
  return {
    ...details,
    get defaultPrevented() {
      return prevented;
    },
    preventDefault() {
      prevented = true;
    },
  };
}
