import { MAX_MESSAGE_BYTES, WireProtocolError } from './wire-message.ts';

/** Cuts the bytes of a TCP stream into whole messages, each of which begins with its own length. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #size = 0;

  /** The messages that `chunk` completes. @throws WireProtocolError on an impossible length. */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    const messages: Buffer[] = [];
    for (let length = this.#nextLength(); length !== undefined && length <= this.#size; length = this.#nextLength()) {
      const bytes = this.#joined();
      messages.push(bytes.subarray(0, length));
      const rest = bytes.subarray(length);
      this.#chunks = rest.length === 0 ? [] : [rest];
      this.#size = rest.length;
    }
    return messages;
  }

  #nextLength(): number | undefined {
    if (this.#size < 4) return undefined;
    const first = this.#chunks[0];
    const length = (first !== undefined && first.length >= 4 ? first : this.#joined()).readInt32LE(0);
    if (length < 16 || length > MAX_MESSAGE_BYTES) throw new WireProtocolError(`impossible message length ${length}`);
    return length;
  }

  /** Joined only when a message is whole, so that a large one is copied once. */
  #joined(): Buffer {
    const [first, ...others] = this.#chunks;
    const bytes = first !== undefined && others.length === 0 ? first : Buffer.concat(this.#chunks);
    this.#chunks = [bytes];
    return bytes;
  }
}
