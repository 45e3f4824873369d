/** The part of Electron's `WebFrameMain` that tells who calls. */
export interface WebFrame {
  readonly url: string;
  readonly origin: string;
  readonly parent: WebFrame | null;
}

/** The first argument of the main process's IPC handlers. */
export interface IpcEvent {
  readonly type: 'frame';
  /** The `WebContents` that the message came from. */
  readonly sender: object;
  readonly senderFrame: WebFrame | null;
}
