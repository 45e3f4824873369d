import { parse, validate, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Documents that are remembered; stations use a few dozen. */
const mostDocuments = 500;

/**
 * Parses and validates a document once, however many sockets send it. A text has one document, so that a document's
 * identity can stand for its text.
 */
export class KnownDocuments {
  readonly #documents = new LRUCache<string, DocumentNode>({ max: mostDocuments });
  readonly #faults = new WeakMap<DocumentNode, readonly GraphQLError[]>();

  /** Throws a `GraphQLError` when the text isn't GraphQL. */
  parse(text: string): DocumentNode {
    const known = this.#documents.get(text);
    if (known) return known;
    const document = parse(text);
    this.#documents.set(text, document);
    return document;
  }

  /** What is wrong with a document under the schema; always asked with the same schema. */
  validate(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
    const known = this.#faults.get(document);
    if (known) return known;
    const faults = validate(schema, document);
    this.#faults.set(document, faults);
    return faults;
  }
}
