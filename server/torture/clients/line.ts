/** What is asked of the API. */
export interface GraphQLRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface GraphQLAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** How a request is made. */
export interface Manner {
  readonly token?: string;
  /** The connection breaks after so many ms; not by itself when it isn't said. */
  readonly cutAfterMs?: number | undefined;
}

/** A way to one of the APIs. */
export interface GraphQLLine {
  /** Throws `NoAnswer` when nobody knows what became of the request. */
  ask(request: GraphQLRequest, manner: Manner): Promise<GraphQLAnswer>;
  close(): Promise<void>;
}

/** The connection is gone, or nothing came for too long. The message says which. */
export class NoAnswer extends Error {}

/** How long a client waits for an answer, in ms. */
export const patienceMs = 2_000;
