import { useMutation } from '@apollo/client/react';
import { useCallback } from 'react';
import { HoldBestSeatsDocument, type HoldBestSeatsInput } from '../graphql/generated/operations.ts';
import type { HoldOutcome } from '../stores/cart/hold-plan.ts';
import { holdOutcome } from './hold-outcome.ts';

/** Claims the best seats side by side that are free. */
export function useHoldBestSeats(): (input: HoldBestSeatsInput) => Promise<HoldOutcome> {
  const [mutate] = useMutation(HoldBestSeatsDocument, { fetchPolicy: 'no-cache' });
  return useCallback(
    async (input) => holdOutcome((await mutate({ variables: { input } })).data?.holdBestSeats),
    [mutate],
  );
}
