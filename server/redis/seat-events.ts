import { defineGroup, type EventHandler, type GroupDefinition } from './event-streams/event-handler.ts';
import type { StreamEntry } from './event-streams/stream-entry.ts';
import { partitionCount, type Keys } from './keys.ts';

/** What happened to seats of a showtime, as the scripts recorded it. */
export interface SeatEvent {
  /** The partition's stream, and the entry's id in it: together they name the event for good. */
  readonly stream: string;
  readonly id: string;
  readonly type: string;
  readonly showtimeId: string;
  readonly holdId: string;
  readonly fence: string;
  /** Indexes. */
  readonly seats: readonly number[];
  readonly holder: string;
  readonly actor: string | null;
  /** The actor's account. */
  readonly actorId: string | null;
  readonly station: string | null;
  /** Epoch ms. */
  readonly at: number;
  readonly reason: string | null;
}

/** The seat streams of all partitions, read as one group. */
export function seatEventGroup(keys: Keys, handler: EventHandler<SeatEvent>): GroupDefinition {
  return defineGroup(seatEventStreams(keys), toEvent, handler);
}

/** A stream for each partition. */
export function seatEventStreams(keys: Keys): readonly string[] {
  return Array.from({ length: partitionCount }, (_each, partition) => keys.events(partition));
}

function toEvent({ stream, id, fields }: StreamEntry): SeatEvent {
  const field = (name: string): string => fields[name] ?? '';
  return {
    stream,
    id,
    type: field('type'),
    showtimeId: field('showtimeId'),
    holdId: field('holdId'),
    fence: field('fence'),
    seats: field('seats') === '' ? [] : field('seats').split(',').map(Number),
    holder: field('holder'),
    actor: field('actor') || null,
    actorId: field('actorId') || null,
    station: field('station') || null,
    at: Number(field('at')),
    reason: field('reason') || null,
  };
}
