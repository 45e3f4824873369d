import { WebSocket } from 'ws';

/** A WebSocket whose end before its beginning is no fault of ours: graphql-ws tells its clients of it anyway. */
export class QuietSocket extends WebSocket {
  constructor(...parameters: ConstructorParameters<typeof WebSocket>) {
    super(...parameters);
    this.on('error', () => undefined);
  }
}
