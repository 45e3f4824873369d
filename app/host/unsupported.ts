/** An Electron API that this host lacks was used. Loud, so that nobody takes a missing effect for a working one. */
export class UnsupportedError extends Error {
  constructor(api: string) {
    super(`${api} is not supported by the Chromium host`);
    this.name = 'UnsupportedError';
  }
}

/** Names that the language and tools ask every object for. */
const everyday = new Set(['then', 'toJSON', 'default', '__esModule', 'prototype', 'domain', 'inspect', 'nodeType']);

export function isEveryday(property: string | symbol): boolean {
  return typeof property === 'symbol' || everyday.has(property);
}

/** `known` as it is; anything else throws with its full name. */
export function refuse<Api extends object>(name: string, known: Api): Api {
  return new Proxy(known, {
    get(target, property, receiver) {
      if (property in target || isEveryday(property)) return Reflect.get(target, property, receiver) as unknown;
      throw new UnsupportedError(`${name}.${String(property)}`);
    },
  });
}

/** A module or class of Electron that the host lacks as a whole: can be imported, but neither called nor looked into. */
export function unsupportedModule(name: string): object {
  // A function declaration, because only that can be called with `new` and so be refused by name.
  function refuseUse(): never {
    throw new UnsupportedError(name);
  }
  return new Proxy(refuseUse, {
    get(_target, property) {
      if (isEveryday(property)) return undefined;
      throw new UnsupportedError(`${name}.${String(property)}`);
    },
    construct: refuseUse,
  });
}
