/** An event as it stands in a stream. Stream and id name the entry for good, also after it was replayed. */
export interface StreamEntry {
  readonly stream: string;
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What an event is known by everywhere: the id that it brings along, else its place in the stream. */
export function eventIdOf({ stream, id, fields }: StreamEntry): string {
  return fields['id'] ?? `${stream}:${id}`;
}
