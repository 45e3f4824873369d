import { useMutation } from '@apollo/client/react';
import { useCallback } from 'react';
import { ExtendHoldDocument, type ExtendHoldInput } from '../graphql/generated/operations.ts';
import type { HoldOutcome } from '../stores/cart/hold-plan.ts';
import { holdOutcome } from './hold-outcome.ts';

/** Asks for more time, as far as the hold's deadline. */
export function useExtendHold(): (input: ExtendHoldInput) => Promise<HoldOutcome> {
  const [mutate] = useMutation(ExtendHoldDocument, { fetchPolicy: 'no-cache' });
  return useCallback(async (input) => holdOutcome((await mutate({ variables: { input } })).data?.extendHold), [mutate]);
}
