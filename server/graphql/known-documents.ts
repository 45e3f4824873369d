import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Refusal } from './limits/admission.ts';
import { overLimit } from './limits/limit-error.ts';
import { limitRules } from './limits/limit-rules.ts';
import { operationLimits } from './limits/operation-limits.ts';
import { hashOf, type KnownDocument } from './trusted-documents.ts';

/** What remembered free-form documents may occupy, and what one token of a parsed document does at most. In bytes. */
const mostBytes = 32 * 1_024 * 1_024;
const bytesPerToken = 512;

/** Faults that are looked for in one document. */
const mostErrors = 10;

/** How an operation is named: by its text, by the hash of a trusted document, or by both. */
export interface DocumentRequest {
  readonly query?: string | undefined;
  readonly sha256Hash?: string | undefined;
}

export type DocumentOutcome = KnownDocument | { readonly refused: Refusal };

interface Options {
  readonly schema: GraphQLSchema;
  readonly trusted: ReadonlyMap<string, KnownDocument>;
  /** Whether nothing but trusted documents runs. */
  readonly requiresTrusted: boolean;
  readonly allowsIntrospection: boolean;
}

/**
 * Every document that the API runs, over HTTP or WebSocket. Free-form ones are measured, validated and remembered while
 * there is room; only those that may run, so that rubbish pushes nothing out.
 */
export class KnownDocuments {
  readonly #options: Options;
  /** Each set is dearer than the one before, and only asked about what passed that. */
  readonly #rules: readonly (readonly ValidationRule[])[];
  readonly #freeForm = new LRUCache<string, KnownDocument>({
    maxSize: mostBytes,
    sizeCalculation: ({ text, document }) => text.length * 2 + (document.tokenCount ?? text.length) * bytesPerToken,
    dispose: ({ hash }) => this.#freeFormByHash.delete(hash),
  });
  readonly #freeFormByHash = new Map<string, KnownDocument>();

  constructor(options: Options) {
    this.#options = options;
    const cheap = options.allowsIntrospection ? limitRules : [...limitRules, NoSchemaIntrospectionCustomRule];
    this.#rules = [cheap, specifiedRules];
  }

  /** The document that a request names, or why it doesn't run. */
  find({ query, sha256Hash }: DocumentRequest): DocumentOutcome {
    const { trusted, requiresTrusted } = this.#options;
    const named = sha256Hash === undefined ? undefined : trusted.get(sha256Hash);
    if (named) return named;
    // The text that may come with a hash is for a server that doesn't know the hash.
    if (!query && sha256Hash === undefined) return { refused: [nothingNamed] };
    if (!query) return { refused: [requiresTrusted ? unlistedHash : unknownHash] };
    if (query.length > operationLimits.characters) return { refused: [tooLong] };
    const known = this.#freeForm.get(query);
    if (known) return known;
    const hash = hashOf(query);
    const listed = trusted.get(hash);
    if (listed) return listed;
    if (requiresTrusted) return { refused: [sha256Hash === undefined ? unlistedText : unlistedHash] };
    return this.#read(query, hash);
  }

  /** A document that `find` gave, by its hash. */
  byHash(hash: string): KnownDocument | undefined {
    return this.#options.trusted.get(hash) ?? this.#freeFormByHash.get(hash);
  }

  #read(text: string, hash: string): DocumentOutcome {
    const document = parseWithin(text);
    if (document instanceof GraphQLError) return { refused: [document] };
    const { schema, allowsIntrospection } = this.#options;
    const options = { hideSuggestions: !allowsIntrospection, maxErrors: mostErrors };
    for (const rules of this.#rules) {
      const [first, ...more] = validate(schema, document, rules, options);
      if (first) return { refused: [asRefusal(first), ...more.map(asRefusal)] };
    }
    const known = { text, hash, document };
    this.#freeForm.set(text, known);
    this.#freeFormByHash.set(hash, known);
    return known;
  }
}

// Made once: an error takes note of where it was made, which is dear, and here says nothing.
const nothingNamed = badRequest(
  'A request names an operation: by its query, or by the hash of a trusted document.',
  'BAD_REQUEST',
);
/** With the code at which Apollo's clients send the text. */
const unknownHash = new GraphQLError('PersistedQueryNotFound', { extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } });
const unlistedHash = badRequest(
  'This program is of another version than the server. Update it, then try again.',
  'PERSISTED_QUERY_NOT_IN_LIST',
);
const unlistedText = badRequest(
  'This server only runs the operations of its own programs. Explore the API on a development server.',
  'QUERY_NOT_IN_SAFELIST',
);
const tooLong = overLimit('too long a text', 'characters', operationLimits.characters);

/** Parses a text that isn't too large; gives what is wrong with it otherwise. */
function parseWithin(text: string): DocumentNode | GraphQLError {
  try {
    return parse(text, { maxTokens: operationLimits.tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (error.message.includes('tokens')) return overLimit('too many tokens', 'tokens', operationLimits.tokens);
    return badRequest(error.message, 'GRAPHQL_PARSE_FAILED', error);
  }
}

/** Faults of ours carry their code; those that GraphQL found get the one for that. */
function asRefusal(fault: GraphQLError): GraphQLError {
  return fault.extensions['code'] === undefined ? badRequest(fault.message, 'GRAPHQL_VALIDATION_FAILED', fault) : fault;
}

function badRequest(message: string, code: string, fault?: GraphQLError): GraphQLError {
  return new GraphQLError(message, {
    nodes: fault?.nodes ?? null,
    source: fault?.source ?? null,
    positions: fault?.positions ?? null,
    extensions: { code, http: { status: 400 } },
  });
}
