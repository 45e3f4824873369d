import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import { Kind, type SelectionSetNode, type ValidationContext, type ValidationRule } from 'graphql';
import { CostEstimate } from './cost.ts';
import { overLimit } from './limit-error.ts';
import { operationLimits } from './operation-limits.ts';
import { rootFieldsOf } from './root-fields.ts';

/** Settings for a rule of GraphQL Armor: its limit, told as all of ours are. */
function armor(limit: 'depth' | 'aliases' | 'directives', what: string) {
  const most = operationLimits[limit];
  return {
    n: most,
    propagateOnRejection: false,
    onReject: [(context: ValidationContext | null) => context?.reportError(overLimit(what, limit, most))],
  };
}

/** Reports when `count` is over a limit. */
function check(context: ValidationContext, limit: keyof typeof operationLimits, count: number, what: string): void {
  const most = operationLimits[limit];
  if (count > most) context.reportError(overLimit(what, limit, most));
}

const operationRule: ValidationRule = (context) => {
  const fragmentOf = (name: string) => context.getFragment(name);
  const cost = new CostEstimate(context.getSchema(), fragmentOf);
  return {
    Document({ definitions }) {
      const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
      check(context, 'operations', operations.length, 'too many operations in one document');
    },
    OperationDefinition(operation) {
      check(context, 'rootFields', rootFieldsOf(operation, fragmentOf).length, 'too many root fields');
      check(context, 'cost', cost.of(operation), 'an answer with too many values');
    },
  };
};

const selectionRule: ValidationRule = (context) => {
  let fragments = 0;
  const countFragment = (): void => {
    fragments += 1;
  };
  return {
    FragmentSpread: countFragment,
    InlineFragment: countFragment,
    SelectionSet: (set) => check(context, 'repeats', mostRepeats(set), 'one field too often in the same place'),
    Document: { leave: () => check(context, 'fragments', fragments, 'too many fragments') },
  };
};

/** How often a selection set names its most frequent field. */
function mostRepeats({ selections }: SelectionSetNode): number {
  if (selections.length <= operationLimits.repeats) return 0;
  const counts = new Map<string, number>();
  let most = 0;
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD) continue;
    const name = (selection.alias ?? selection.name).value;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    most = Math.max(most, count);
  }
  return most;
}

const valueRule: ValidationRule = (context) => ({
  ListValue: ({ values }) => check(context, 'listItems', values.length, 'a list that is too long'),
  StringValue: ({ value }) => check(context, 'stringCharacters', value.length, 'a text that is too long'),
});

/** What a free-form document is measured by before anything dearer looks at it. */
export const limitRules: readonly ValidationRule[] = [
  maxDepthRule({ ...armor('depth', 'too many levels'), flattenFragments: true }),
  maxAliasesRule({ ...armor('aliases', 'too many aliases'), allowList: [] }),
  maxDirectivesRule(armor('directives', 'too many directives')),
  operationRule,
  selectionRule,
  valueRule,
];
