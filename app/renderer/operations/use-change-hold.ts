import { useMutation } from '@apollo/client/react';
import { useCallback } from 'react';
import { ChangeHoldDocument, type ChangeHoldInput } from '../graphql/generated/operations.ts';
import type { HoldOutcome } from '../stores/cart/hold-plan.ts';
import { holdOutcome } from './hold-outcome.ts';

/** Swaps seats of a hold in one step. */
export function useChangeHold(): (input: ChangeHoldInput) => Promise<HoldOutcome> {
  const [mutate] = useMutation(ChangeHoldDocument, { fetchPolicy: 'no-cache' });
  return useCallback(async (input) => holdOutcome((await mutate({ variables: { input } })).data?.changeHold), [mutate]);
}
