import type { Socket } from 'node:net';
import { readCommand } from './command.ts';
import type { Execute } from './execute.ts';
import { FrameReader } from './frame-reader.ts';
import { readRequest, WireProtocolError, writeReply } from './wire-message.ts';

/**
 * Serves one client connection until it ends. Its commands are carried out one after another, in their order; the
 * stream is held back while one is under way, so that a client cannot flood the gateway.
 */
export async function serveClient(socket: Socket, execute: Execute): Promise<void> {
  const frames = new FrameReader();
  try {
    for await (const chunk of socket) {
      for (const frame of frames.push(chunk as Buffer)) await answer(socket, frame, execute);
    }
  } catch (error) {
    if (!isEndOfClient(error)) throw error;
  } finally {
    socket.destroy();
  }
}

async function answer(socket: Socket, frame: Buffer, execute: Execute): Promise<void> {
  const request = readRequest(frame);
  const reply = await execute(readCommand(request), socket);
  if (request.wantsReply && socket.writable) socket.write(writeReply(request, reply));
}

/** The client went away, or does not speak the protocol: both end this connection and nothing else. */
function isEndOfClient(error: unknown): boolean {
  return error instanceof WireProtocolError || (error instanceof Error && 'code' in error);
}
