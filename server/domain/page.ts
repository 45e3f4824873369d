/** One page of a long list, newest first. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly hasNextPage: boolean;
  /** Where the next page begins; null on an empty page. */
  readonly endCursor: string | null;
}

/** Which part of a list: after a cursor (from its beginning without one, or with one that isn't ours), at most `first`. */
export interface PageRequest {
  readonly after: string | undefined;
  readonly first: number;
}
