import type { Socket } from 'node:net';
import { readCommand, type Command } from './command.ts';
import type { Execute } from './execute.ts';
import { FrameReader } from './frame-reader.ts';
import { readRequest, WireProtocolError, writeReply, type WireRequest } from './wire-message.ts';

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
  const { request, command } = parse(frame);
  const reply = await execute(command, socket);
  if (request.wantsReply && socket.writable) socket.write(writeReply(request, reply));
}

/** Bytes that make no sense may fail anywhere in here, by whatever error. @throws WireProtocolError */
function parse(frame: Buffer): { request: WireRequest; command: Command } {
  try {
    const request = readRequest(frame);
    return { request, command: readCommand(request) };
  } catch (error) {
    throw new WireProtocolError('the message cannot be read', { cause: error });
  }
}

/** The client went away, or does not speak the protocol: both end this connection and nothing else. */
function isEndOfClient(error: unknown): boolean {
  return (
    error instanceof WireProtocolError || (error instanceof Error && 'syscall' in error) || isPrematureClose(error)
  );
}

function isPrematureClose(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';
}
