import { Module, register } from 'node:module';
import { electronExports } from './electron/electron-module.ts';

const globalName = 'foyer.host.electron';

/** Module._load is how each `require` ends; Node 20 has no other hook for it. */
interface ModuleInternals {
  _load(request: string, ...rest: unknown[]): unknown;
}

/** Makes `electron` mean `electron` for `require` and `import` in this process. */
export function provideElectron(electron: object): void {
  const internals = Module as unknown as ModuleInternals;
  const load = internals._load.bind(internals);
  internals._load = (request, ...rest) => (isElectron(request) ? electron : load(request, ...rest));

  Reflect.set(globalThis, Symbol.for(globalName), electron);
  register(dataUrl(loaderSource()));
}

function isElectron(request: string): boolean {
  return ['electron', 'electron/main', 'electron/common'].includes(request);
}

/** Runs in Node's loader thread: leads `electron` to a module that re-exports the object left on the global scope. */
function loaderSource(): string {
  return `
    const isElectron = ${isElectron.toString()};
    const url = ${JSON.stringify(dataUrl(electronSource()))};
    export const resolve = (specifier, context, next) =>
      isElectron(specifier) ? { url, format: 'module', shortCircuit: true } : next(specifier, context);
  `;
}

function electronSource(): string {
  const names = electronExports.map((name) => `export const ${name} = electron.${name};`);
  return [`const electron = globalThis[Symbol.for('${globalName}')];`, 'export default electron;', ...names].join('\n');
}

function dataUrl(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
