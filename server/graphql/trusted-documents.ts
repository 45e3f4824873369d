import { createHash } from 'node:crypto';
import { getOperationAST, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';

/** A document that may run. Two requests for the same text get the same one. */
export interface KnownDocument {
  readonly text: string;
  /** SHA-256 of the text, in hexadecimal digits. */
  readonly hash: string;
  readonly document: DocumentNode;
}

/** The operations of our own client by the hash of their text, as the build wrote them down. */
export type DocumentManifest = Readonly<Record<string, string>>;

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Reads the manifest at the start. Throws when a text isn't what its hash says or doesn't fit the schema: then server and
 * manifest are of different builds.
 */
export function readTrustedDocuments(
  schema: GraphQLSchema,
  manifest: DocumentManifest,
): ReadonlyMap<string, KnownDocument> {
  return new Map(
    Object.entries(manifest).map(([hash, text]) => {
      const document = parse(text);
      const name = getOperationAST(document)?.name?.value ?? 'without a name';
      if (hashOf(text) !== hash) throw new Error(`the trusted document ${name} isn't the one that was written down`);
      const [fault] = validate(schema, document);
      if (fault) throw new Error(`the trusted document ${name} doesn't fit the schema: ${fault.message}`);
      return [hash, { text, hash, document }] as const;
    }),
  );
}
