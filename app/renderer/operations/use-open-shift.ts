import { useMutation } from '@apollo/client/react';
import { useCallback } from 'react';
import {
  CurrentShiftDocument,
  OpenShiftDocument,
  type OpenShiftInput,
  type ShiftFieldsFragment,
} from '../graphql/generated/operations.ts';

export type OpenShiftOutcome =
  | { readonly kind: 'opened'; readonly shift: ShiftFieldsFragment }
  /** There was an open one already, perhaps from an answer that got lost; it is used. */
  | { readonly kind: 'alreadyOpen'; readonly shift: ShiftFieldsFragment }
  | { readonly kind: 'invalid'; readonly message: string };

/** Opens a shift with a float (minor units). The open shift is the current one from then on. */
export function useOpenShift(): (input: OpenShiftInput) => Promise<OpenShiftOutcome> {
  const [mutate] = useMutation(OpenShiftDocument, {
    update(cache, { data }) {
      const shift = shiftOf(data?.openShift);
      if (shift) cache.writeQuery({ query: CurrentShiftDocument, data: { currentShift: shift } });
    },
  });
  return useCallback(
    async (input) => {
      const result = (await mutate({ variables: { input } })).data?.openShift;
      if (!result) throw new Error('the server replied without a result');
      switch (result.__typename) {
        case 'Shift':
          return { kind: 'opened', shift: result };
        case 'ShiftAlreadyOpenError':
          return { kind: 'alreadyOpen', shift: result.shift };
        case 'ValidationError':
        case 'BusinessDayClosedError':
          return { kind: 'invalid', message: result.message };
      }
    },
    [mutate],
  );
}

type Result =
  | ({ readonly __typename: 'Shift' } & ShiftFieldsFragment)
  | { readonly __typename: 'ShiftAlreadyOpenError'; readonly shift: ShiftFieldsFragment }
  | { readonly __typename: 'ValidationError' | 'BusinessDayClosedError' };

function shiftOf(result: Result | null | undefined): ShiftFieldsFragment | undefined {
  if (result?.__typename === 'Shift') return result;
  return result?.__typename === 'ShiftAlreadyOpenError' ? result.shift : undefined;
}
