import type { Collection, Document, Filter } from 'mongodb';
import type { Stored } from './collections.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import { fromDocument } from './documents.ts';

/** Which end of a list comes first. */
export type PageOrder = 'NEWEST_FIRST' | 'OLDEST_FIRST';

/**
 * Reads one page of a collection by `timeField`, then by id, newest first unless said otherwise. Costs one query over an
 * index on both; reads one document more than asked for to know whether there are more.
 */
export async function readPage<Entity extends { readonly id: string }>(
  collection: Collection<Stored<Entity>>,
  criteria: Filter<Document>,
  timeField: keyof Entity & string,
  { after, first }: PageRequest,
  order: PageOrder = 'NEWEST_FIRST',
): Promise<Page<Entity>> {
  const cursor = after === undefined ? undefined : decodeCursor(after);
  const filter: object = cursor ? { $and: [criteria, beyond(timeField, cursor, order)] } : criteria;
  const direction = order === 'NEWEST_FIRST' ? -1 : 1;
  const documents = await (collection as unknown as Collection)
    .find(filter)
    .sort({ [timeField]: direction, _id: direction })
    .limit(first + 1)
    .toArray();
  const nodes = documents
    .slice(0, first)
    .map((document) => fromDocument<Entity>(document as unknown as Stored<Entity>));
  const last = nodes.at(-1);
  return {
    nodes,
    hasNextPage: documents.length > first,
    endCursor: last ? encodeCursor({ at: last[timeField] as Date, id: last.id }) : null,
  };
}

/** A place in a list that is sorted by time, then id. */
interface Cursor {
  readonly at: Date;
  readonly id: string;
}

function beyond(timeField: string, { at, id }: Cursor, order: PageOrder): Filter<{ readonly _id: string }> {
  const next = order === 'NEWEST_FIRST' ? '$lt' : '$gt';
  return { $or: [{ [timeField]: { [next]: at } }, { [timeField]: at, _id: { [next]: id } }] };
}

function encodeCursor({ at, id }: Cursor): string {
  return Buffer.from(`${at.getTime()} ${id}`).toString('base64url');
}

function decodeCursor(text: string): Cursor | undefined {
  const [milliseconds, id] = Buffer.from(text, 'base64url').toString().split(' ');
  const at = new Date(Number(milliseconds));
  return id && !Number.isNaN(at.getTime()) ? { at, id } : undefined;
}

/** A filter on an instant in [from, before); undefined when neither is given. */
export function within(from: Date | undefined, before: Date | undefined): Filter<Document> | undefined {
  if (!from && !before) return undefined;
  return { ...(from && { $gte: from }), ...(before && { $lt: before }) };
}
