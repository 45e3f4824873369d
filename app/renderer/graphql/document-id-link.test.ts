import { ApolloClient, gql } from '@apollo/client';
import { ApolloLink } from '@apollo/client/link';
import { getOperationAST, Kind, OperationTypeNode, print, type DocumentNode } from 'graphql';
import { firstValueFrom, of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { createCache } from './cache.ts';
import { createDocumentIdLink } from './document-id-link.ts';
import { documentIds } from './generated/document-ids.ts';
import * as operations from './generated/operations.ts';

interface Sent {
  readonly name: string | undefined;
  readonly text: string;
  readonly hash: unknown;
  readonly isTextSent: boolean;
}

/** What a client would send for an operation, and how it goes on after each answer. */
async function send(query: DocumentNode, answers: readonly ApolloLink.Result[] = []): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  const server = new ApolloLink((operation) => {
    const http = operation.getContext()['http'] as { readonly includeQuery?: boolean } | undefined;
    sent.push({
      name: operation.operationName,
      text: print(operation.query),
      hash: (operation.extensions['persistedQuery'] as { readonly sha256Hash: string }).sha256Hash,
      isTextSent: http?.includeQuery !== false,
    });
    return of(answers[sent.length - 1] ?? { data: null });
  });
  const client = new ApolloClient({ cache: createCache(), link: ApolloLink.from([createDocumentIdLink(), server]) });
  await run(client, query).catch(() => undefined);
  return sent;
}

async function run(client: ApolloClient, query: DocumentNode): Promise<unknown> {
  const operation = getOperationAST(query)?.operation;
  if (operation === OperationTypeNode.MUTATION) return client.mutate({ mutation: query, fetchPolicy: 'no-cache' });
  if (operation === OperationTypeNode.QUERY) return client.query({ query, fetchPolicy: 'no-cache' });
  return firstValueFrom(client.subscribe({ query, fetchPolicy: 'no-cache' }));
}

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const documents = Object.entries(operations as Readonly<Record<string, DocumentNode>>).filter(
  ([, { definitions }]) => definitions[0]?.kind === Kind.OPERATION_DEFINITION,
);

describe('document id link', () => {
  it('knows every operation of the client', () => {
    expect(documents.length).toBe(Object.keys(documentIds).length);
    expect(documents.length).toBeGreaterThan(20);
  });

  it.each(documents)('%s goes by the hash of the very text that the client would send', async (_name, query) => {
    const [sent] = await send(query);
    expect(sent?.isTextSent).toBe(false);
    expect(sent?.hash).toBe(await sha256(sent?.text ?? ''));
    expect(sent?.hash).toBe(documentIds[sent?.name ?? '']);
  });

  it('sends the text to a server that runs anything and doesn’t know the hash', async () => {
    const unknown = {
      errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
    };
    const sent = await send(operations.SignOutDocument, [unknown]);
    expect(sent.map(({ isTextSent }) => isTextSent)).toEqual([false, true]);
  });

  it('doesn’t insist with a server that runs only what it knows', async () => {
    const unlisted = { errors: [{ message: 'no', extensions: { code: 'PERSISTED_QUERY_NOT_IN_LIST' } }] };
    expect(await send(operations.SignOutDocument, [unlisted])).toHaveLength(1);
  });

  it('sends nothing that the build doesn’t know', async () => {
    const unknown = gql`
      mutation Unknown {
        unknown
      }
    `;
    expect(await send(unknown)).toEqual([]);
  });
});
