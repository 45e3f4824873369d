import type { Stored } from './collections.ts';

/** A domain object as it is stored. */
export function toDocument<Entity extends { readonly id: string }>(entity: Entity): Stored<Entity> {
  const { id, ...rest } = entity;
  return { _id: id, ...rest };
}

/** A stored document as the domain knows it. */
export function fromDocument<Entity extends { readonly id: string }>(document: Stored<Entity>): Entity {
  const { _id, ...rest } = document;
  return { id: _id, ...rest } as unknown as Entity;
}
