import type { Page, PageRequest } from '../domain/page.ts';

/** The most nodes that a page has. */
export const mostNodes = 200;

/** The part of a list that a query asks for: at least one and at most 200 nodes. */
export function pageRequest(after: string | null | undefined, first: number): PageRequest {
  return { after: after ?? undefined, first: Math.min(Math.max(first, 1), mostNodes) };
}

/** A page in the shape that the API gives lists. */
export function presentPage<Node>({ nodes, hasNextPage, endCursor }: Page<Node>) {
  return { nodes, pageInfo: { hasNextPage, endCursor } };
}
