import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import { readBody } from '../http/request-body.ts';
import { refuseVariables } from './limits/variable-limits.ts';

// Made once: an error takes note of where it was made, which is dear, and here says nothing.
const notJson = badRequest('Send operations as application/json.', 415);
const tooLarge = badRequest('The request is too large.', 413);
const notUtf8 = badRequest('Send operations in UTF-8.', 400);
const notAnOperation = badRequest('A request is a JSON object with a query, and variables if it has any.', 400);

/** An operation as a client asks for it. */
export interface OperationRequest {
  readonly query: string | undefined;
  readonly sha256Hash: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

/** The largest request that is read, in bytes: what the limits of a document and its variables come to. */
const maximumBytes = 96 * 1_024;

/** Only JSON: a form on a foreign page can't send that without asking first. */
const mediaType = /^application\/json\s*(?:;|$)/i;

/** Reads the operation of a request; gives what is wrong with it otherwise. Rejects when the sender goes away. */
export async function readOperation(request: IncomingMessage): Promise<OperationRequest | GraphQLError> {
  if (!mediaType.test(request.headers['content-type'] ?? '')) return notJson;
  const body = await readBody(request, maximumBytes);
  if (body.kind === 'too-large') return tooLarge;
  if (!body.isUtf8) return notUtf8;
  return operationOf(parseJson(body.text));
}

interface Incoming {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

/** Looked at by hand because every operation passes here; what is in the variables GraphQL itself checks. */
export function operationOf(value: unknown): OperationRequest | GraphQLError {
  if (!isRecord(value)) return notAnOperation;
  const { query, operationName, variables, extensions }: Incoming = value;
  if (!isOptional(query, isText) || !isOptional(operationName, isText) || !isOptional(variables, isRecord))
    return notAnOperation;
  const fault = variables && refuseVariables(variables);
  if (fault) return fault;
  return {
    query: query ?? undefined,
    sha256Hash: hashIn(extensions),
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
  };
}

/** The hash of a trusted document, where Apollo's clients put it. */
function hashIn(extensions: unknown): string | undefined {
  const named = isRecord(extensions) ? extensions['persistedQuery'] : undefined;
  const hash = isRecord(named) ? named['sha256Hash'] : undefined;
  return isText(hash) ? hash : undefined;
}

function isOptional<Value>(value: unknown, is: (value: unknown) => value is Value): value is Value | null | undefined {
  return value === undefined || value === null || is(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function badRequest(message: string, status: number): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status } } });
}
