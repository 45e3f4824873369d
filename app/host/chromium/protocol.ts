/** The slice of the DevTools protocol that the host speaks: command → parameters, result; event → parameters. */
export interface Commands {
  'Browser.close': [object, object];
  'Browser.getVersion': [object, { product: string }];
  'Browser.getWindowForTarget': [{ targetId: string }, { windowId: number; bounds: Bounds }];
  'Browser.setContentsSize': [{ windowId: number; width: number; height: number }, object];
  'Browser.setPermission': [{ permission: { name: string }; setting: 'granted' | 'denied' | 'prompt' }, object];
  'Browser.setWindowBounds': [{ windowId: number; bounds: Bounds }, object];
  'Emulation.setDefaultBackgroundColorOverride': [{ color?: Colour }, object];
  'Emulation.setEmulatedMedia': [{ features: { name: string; value: string }[] }, object];
  'Fetch.continueRequest': [{ requestId: string }, object];
  'Fetch.enable': [{ patterns: { urlPattern: string; resourceType?: string }[] }, object];
  'Fetch.failRequest': [{ requestId: string; errorReason: 'Aborted' | 'AddressUnreachable' | 'Failed' }, object];
  'Fetch.fulfillRequest': [FulfilledRequest, object];
  'Page.addScriptToEvaluateOnNewDocument': [{ source: string; worldName?: string }, { identifier: string }];
  'Page.bringToFront': [object, object];
  'Page.captureScreenshot': [{ format: 'png'; clip?: Rectangle & { scale: number } }, { data: string }];
  'Page.close': [object, object];
  'Page.crash': [object, object];
  'Page.enable': [object, object];
  'Page.getFrameTree': [object, { frameTree: FrameTree }];
  'Page.navigate': [{ url: string }, { frameId: string; loaderId?: string; errorText?: string }];
  'Page.printToPDF': [Record<string, unknown>, { data: string }];
  'Page.reload': [{ ignoreCache?: boolean }, object];
  'Page.setLifecycleEventsEnabled': [{ enabled: boolean }, object];
  'Runtime.addBinding': [{ name: string; executionContextName: string }, object];
  'Runtime.enable': [object, object];
  'Runtime.evaluate': [
    EvaluateParameters,
    { result: { value?: unknown; description?: string }; exceptionDetails?: object },
  ];
  'Runtime.runIfWaitingForDebugger': [object, object];
  'Target.closeTarget': [{ targetId: string }, object];
  'Target.createTarget': [{ url: string; newWindow: true; width: number; height: number }, { targetId: string }];
  'Target.setAutoAttach': [AutoAttachParameters, object];
}

export interface Events {
  'Fetch.requestPaused': PausedRequest;
  'Inspector.targetCrashed': object;
  'Page.frameDetached': { frameId: string; reason: 'remove' | 'swap' };
  'Page.frameNavigated': { frame: Frame };
  'Page.lifecycleEvent': { frameId: string; loaderId: string; name: string };
  'Page.navigatedWithinDocument': { frameId: string; url: string };
  'Page.windowOpen': { url: string; windowName: string; windowFeatures: string[] };
  'Runtime.bindingCalled': { name: string; payload: string; executionContextId: number };
  'Runtime.executionContextCreated': { context: ExecutionContext };
  'Runtime.executionContextDestroyed': { executionContextUniqueId: string };
  'Runtime.executionContextsCleared': object;
  'Target.attachedToTarget': { sessionId: string; targetInfo: TargetInfo; waitingForDebugger: boolean };
  'Target.detachedFromTarget': { sessionId: string };
}

export type Command = keyof Commands;
export type EventName = keyof Events;

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Bounds {
  left?: number;
  top?: number;
  width?: number;
  height?: number;
  windowState?: 'normal' | 'minimized' | 'maximized' | 'fullscreen';
}

export interface Colour {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly a: number;
}

export interface Frame {
  readonly id: string;
  readonly parentId?: string;
  readonly loaderId: string;
  readonly url: string;
}

export interface FrameTree {
  readonly frame: Frame;
  readonly childFrames?: readonly FrameTree[];
}

export interface ExecutionContext {
  readonly id: number;
  readonly uniqueId: string;
  readonly name: string;
  readonly auxData: { readonly frameId: string };
}

export interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
  readonly openerId?: string;
}

export interface HeaderEntry {
  readonly name: string;
  readonly value: string;
}

export interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly redirectedRequestId?: string;
  readonly request: {
    readonly url: string;
    readonly urlFragment?: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly postData?: string;
  };
}

interface FulfilledRequest {
  requestId: string;
  responseCode: number;
  responseHeaders: HeaderEntry[];
  body: string;
}

interface EvaluateParameters {
  expression: string;
  contextId?: number;
  awaitPromise?: boolean;
  returnByValue?: boolean;
  userGesture?: boolean;
}

interface AutoAttachParameters {
  autoAttach: boolean;
  waitForDebuggerOnStart: boolean;
  flatten: true;
  filter?: { type?: string; exclude?: boolean }[];
}
