import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { mostNodes } from '../page-request.ts';
import type { FragmentOf } from './root-fields.ts';

/** How long lists are that aren't pages, where the usual length is far off. */
const listLengths: Readonly<Record<string, number>> = {
  'SeatLayout.seats': 1_000,
  'Query.showtimes': 100,
  'Query.movies': 50,
};
const usualListLength = 20;

/** The argument that says how many nodes a page has. */
const pageArgument = 'first';

/**
 * Estimates from above how many values the answer to an operation can have. A page has as many nodes as `first` says, or
 * the most that a page may have when a variable says it.
 */
export class CostEstimate {
  readonly #schema: GraphQLSchema;
  readonly #fragmentOf: FragmentOf;
  /** By fragment: it costs the same wherever it is spread, and spreads of spreads must not multiply the work. */
  readonly #known = new Map<string, number>();

  constructor(schema: GraphQLSchema, fragmentOf: FragmentOf) {
    this.#schema = schema;
    this.#fragmentOf = fragmentOf;
  }

  of(operation: OperationDefinitionNode): number {
    return this.#ofSelections(operation.selectionSet, this.#schema.getRootType(operation.operation), false);
  }

  /** `isPage`: whether these are the fields of a page, whose list was counted by the page's size. */
  #ofSelections({ selections }: SelectionSetNode, type: GraphQLNamedType | null | undefined, isPage: boolean): number {
    let cost = 0;
    for (const selection of selections) cost += this.#ofSelection(selection, type, isPage);
    return cost;
  }

  #ofSelection(selection: SelectionNode, type: GraphQLNamedType | null | undefined, isPage: boolean): number {
    if (selection.kind === Kind.FIELD) return this.#ofField(selection, type, isPage);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#ofFragment(selection.name.value, isPage);
    const condition = selection.typeCondition;
    const narrowed = condition ? this.#schema.getType(condition.name.value) : type;
    return this.#ofSelections(selection.selectionSet, narrowed, isPage);
  }

  #ofFragment(name: string, isPage: boolean): number {
    const key = `${name} ${isPage}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    // Until it is known, for a fragment that spreads itself.
    this.#known.set(key, 0);
    const fragment = this.#fragmentOf(name);
    if (!fragment) return 0;
    const type = this.#schema.getType(fragment.typeCondition.name.value);
    const cost = this.#ofSelections(fragment.selectionSet, type, isPage);
    this.#known.set(key, cost);
    return cost;
  }

  #ofField(node: FieldNode, type: GraphQLNamedType | null | undefined, isPage: boolean): number {
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    if (!field || !type || !node.selectionSet) return 1;
    const pageSize = pageSizeOf(field, node);
    const times = pageSize ?? (isPage ? 1 : lengthOf(type, field));
    return 1 + times * this.#ofSelections(node.selectionSet, getNamedType(field.type), pageSize !== undefined);
  }
}

/** How many nodes a field's page can have; undefined for a field that has no pages. */
function pageSizeOf(field: GraphQLField<unknown, unknown>, node: FieldNode): number | undefined {
  const declared = field.args.find(({ name }) => name === pageArgument);
  if (!declared) return undefined;
  const given = node.arguments?.find(({ name }) => name.value === pageArgument)?.value;
  const size = given ? (given.kind === Kind.INT ? Number(given.value) : mostNodes) : Number(declared.defaultValue);
  return Math.min(Math.max(size, 1), mostNodes);
}

function lengthOf(type: GraphQLNamedType, field: GraphQLField<unknown, unknown>): number {
  if (!isListType(getNullableType(field.type))) return 1;
  return listLengths[`${type.name}.${field.name}`] ?? usualListLength;
}
