import type { ApolloLink } from '@apollo/client/link';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { getOperationAST, type DocumentNode } from 'graphql';
import { documentIds } from './generated/document-ids.ts';

/**
 * Names operations by the hash that the build gave them. A server in production runs nothing else; one that doesn't know
 * the hash but runs anything is sent the text.
 */
export function createDocumentIdLink(): ApolloLink {
  return new PersistedQueryLink({ generateHash: documentId });
}

/** The hash of one of our operations. Throws for any other: a server in production wouldn't run it. */
function documentId(document: DocumentNode): string {
  const name = getOperationAST(document)?.name?.value ?? '';
  const id = documentIds[name];
  if (id === undefined) throw new Error(`the operation ${name} isn't among those that the build knows`);
  return id;
}
