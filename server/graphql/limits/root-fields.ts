import { Kind, type FieldNode, type FragmentDefinitionNode, type OperationDefinitionNode } from 'graphql';

/** A document's fragment by its name. */
export type FragmentOf = (name: string) => FragmentDefinitionNode | null | undefined;

/** The root fields of an operation, those behind fragments too. A fragment that is spread twice counts once: it merges. */
export function rootFieldsOf(operation: OperationDefinitionNode, fragmentOf: FragmentOf): readonly FieldNode[] {
  const fields: FieldNode[] = [];
  const spread = new Set<string>();
  const left = [operation.selectionSet];
  for (let set = left.pop(); set; set = left.pop()) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) fields.push(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) left.push(selection.selectionSet);
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = fragmentOf(selection.name.value);
        if (fragment) left.push(fragment.selectionSet);
      }
    }
  }
  return fields;
}
