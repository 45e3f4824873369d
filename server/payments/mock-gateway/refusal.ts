import { isDeepStrictEqual } from 'node:util';

/** Why a request isn't done. Nothing has happened. */
export interface Refusal {
  /** HTTP, 400 to 499. */
  readonly status: number;
  /** For programs: snake case, it stays. */
  readonly code: string;
  /** For people. */
  readonly message: string;
}

export type Outcome<Value> = { readonly value: Value } | { readonly refusal: Refusal };

export function refuse(status: number, code: string, message: string): { readonly refusal: Refusal } {
  return { refusal: { status, code, message } };
}

export const noSuchIntent = () => refuse(404, 'not_found', 'There is no such intent.');

/** What was first answered to an idempotency key. */
export interface FirstReply<Request, Reply> {
  readonly request: Request;
  readonly reply: Reply;
}

/** The first reply again when the request is the same; another request under the same key is refused. */
export function replyAgain<Request, Reply>(first: FirstReply<Request, Reply>, request: Request): Outcome<Reply> {
  if (isDeepStrictEqual(first.request, request)) return { value: first.reply };
  return refuse(409, 'idempotency_conflict', 'This idempotency key was used for another request. Take a new one.');
}
