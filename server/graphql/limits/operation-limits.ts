/**
 * What a free-form operation may be at most. They are a multiple of what any screen asks; trusted documents were looked
 * at when they were written and are not measured.
 */
export const operationLimits = {
  /** Characters of the document's text. */
  characters: 10_000,
  tokens: 1_000,
  /** Operations in one document. */
  operations: 10,
  depth: 12,
  aliases: 30,
  directives: 20,
  /** Spreads of fragments, inline ones too. */
  fragments: 50,
  /** How often one selection set may name the same field: whether they can be merged is asked for every pair. */
  repeats: 10,
  /** Fields of the query, mutation or subscription itself: each is a request of its own. */
  rootFields: 10,
  /** Values that the answer may have; see `cost.ts`. */
  cost: 50_000,
  /** Items of a list that is written out in the document. */
  listItems: 100,
  /** Characters of a string that is written out in the document. */
  stringCharacters: 4_000,
} as const;

/** The same for the variables that come with an operation, trusted ones too. */
export const variableLimits = {
  depth: 8,
  /** Items of one list. */
  listItems: 200,
  /** Characters of one string. */
  stringCharacters: 8_000,
  /** Values in all. */
  values: 1_000,
  /** Characters of all names and strings together. */
  characters: 65_536,
} as const;
