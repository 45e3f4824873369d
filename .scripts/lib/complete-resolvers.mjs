/**
 * Codegen's own `Resolvers` makes every resolver optional (a forgotten one compiles) or every one required (trivial ones
 * must be written). This type asks for exactly those that GraphQL's default, reading the property of the same name,
 * can't do: root fields, scalars, and fields that the value behind a type lacks or has in another type.
 */
const text = `
type RootName = 'Query' | 'Mutation' | 'Subscription';
type Result<Field> = Awaited<ReturnType<Extract<Field, (...args: never) => unknown>>>;

type ReadByDefault<Source, Name, Field> = Name extends keyof Source
  ? [Source[Name]] extends [Result<NonNullable<Field>>]
    ? true
    : false
  : Name extends \`__\${string}\`
    ? true
    : false;

type CompleteFields<Source, Fields> = {
  readonly [Name in keyof Fields as ReadByDefault<Source, Name, Fields[Name]> extends true ? never : Name]-?: NonNullable<Fields[Name]>;
} & {
  readonly [Name in keyof Fields as ReadByDefault<Source, Name, Fields[Name]> extends true ? Name : never]?: NonNullable<Fields[Name]>;
};

type Complete<Name> = Name extends RootName
  ? { readonly [Field in keyof NonNullable<Resolvers[Name]>]-?: NonNullable<NonNullable<Resolvers[Name]>[Field]> }
  : Name extends keyof ResolversParentTypes & keyof Resolvers
    ? NonNullable<Resolvers[Name]> extends GraphQLScalarType
      ? GraphQLScalarType
      : CompleteFields<ResolversParentTypes[Name], NonNullable<Resolvers[Name]>>
    : never;

/** Every resolver that the schema needs; one that is missing doesn't compile. */
export type CompleteResolvers = {
  readonly [Name in keyof Resolvers as {} extends Complete<Name> ? never : Name]-?: Complete<Name>;
} & {
  readonly [Name in keyof Resolvers as {} extends Complete<Name> ? Name : never]?: Complete<Name>;
};
`;

/** A codegen plugin that adds the type `CompleteResolvers`. */
export const completeResolvers = { plugin: () => text };
