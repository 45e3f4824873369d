import { overLimit } from './limit-error.ts';
import { variableLimits } from './operation-limits.ts';
import type { GraphQLError } from 'graphql';

/** Looks at variables before anything else does; gives what is wrong with them. Stops at the first fault. */
export function refuseVariables(variables: Readonly<Record<string, unknown>>): GraphQLError | undefined {
  let values = 0;
  let characters = 0;
  let level: unknown[] = [variables];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > variableLimits.depth) return tooMuch('variables with too many levels', 'depth');
    const next: unknown[] = [];
    for (const value of level) {
      values += 1;
      if (typeof value === 'string') {
        if (value.length > variableLimits.stringCharacters)
          return tooMuch('a variable with a text that is too long', 'stringCharacters');
        characters += value.length;
      } else if (Array.isArray(value)) {
        if (value.length > variableLimits.listItems)
          return tooMuch('a variable with a list that is too long', 'listItems');
        next.push(...(value as unknown[]));
      } else if (typeof value === 'object' && value !== null) {
        for (const [name, part] of Object.entries(value)) {
          characters += name.length;
          next.push(part);
        }
      }
    }
    if (values + next.length > variableLimits.values) return tooMuch('too many values in its variables', 'values');
    if (characters > variableLimits.characters) return tooMuch('too much text in its variables', 'characters');
    level = next;
  }
  return undefined;
}

function tooMuch(what: string, limit: keyof typeof variableLimits): GraphQLError {
  return overLimit(what, `variables.${limit}`, variableLimits[limit]);
}
