/** One reader of a consumer group. */
export interface EventConsumer {
  /** The group's name. */
  readonly name: string;
  /** Handles what there is, or waits up to `blockMs` for events; returns how many it took. Throws when a part is away. */
  step(blockMs: number): Promise<number>;
}
