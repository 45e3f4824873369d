import type { TestBoxOffice } from './box-office.ts';

/** The actions that were written down about somebody (or, with null, about nobody), the oldest first. */
export async function actionsOf(office: TestBoxOffice, actorId: string | null): Promise<readonly string[]> {
  const { auditEntries } = office.repositories.mongo.collections;
  const entries = await auditEntries.find({ actorId }).sort({ _id: 1 }).toArray();
  return entries.map(({ action }) => action);
}

/** Everything that was written down, as one text, to look for what must not be in it. */
export async function auditText(office: TestBoxOffice): Promise<string> {
  return JSON.stringify(await office.repositories.mongo.collections.auditEntries.find().toArray());
}
