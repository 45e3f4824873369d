import { decodeClone, encodeClone } from '../structured-clone-text.ts';
import { ElectronEmitter } from './electron-emitter.ts';
import type { IpcEvent } from './web-frame.ts';

type InvokeHandler = (event: IpcEvent, ...values: unknown[]) => unknown;

/** Electron's `ipcMain`. */
export class IpcMain extends ElectronEmitter {
  private readonly handlers = new Map<string, InvokeHandler>();

  handle(channel: string, handler: InvokeHandler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: InvokeHandler): void {
    this.handle(channel, (event, ...values) => {
      this.removeHandler(channel);
      return handler(event, ...values);
    });
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }

  /**
   * For the host: answers one call of a page.
   * @returns the reply as text of `encodeClone`
   * @throws Error worded as Electron words it for the page
   */
  async answer(event: IpcEvent, channel: string, values: string): Promise<string> {
    try {
      const handler = this.handlers.get(channel);
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      return encodeClone(await handler(event, ...(decodeClone(values) as unknown[])));
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, { cause: error });
    }
  }

  /** For the host: tells the listeners what a page sent. */
  deliver(event: IpcEvent, channel: string, values: string): void {
    this.emit(channel, event, ...(decodeClone(values) as unknown[]));
  }
}
