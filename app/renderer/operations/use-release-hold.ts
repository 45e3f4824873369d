import { useMutation } from '@apollo/client/react';
import { useCallback } from 'react';
import { ReleaseHoldDocument, type ReleaseHoldInput } from '../graphql/generated/operations.ts';
import type { HoldOutcome } from '../stores/cart/hold-plan.ts';
import { holdOutcome } from './hold-outcome.ts';

/** Gives the seats of a hold back. */
export function useReleaseHold(): (input: ReleaseHoldInput) => Promise<HoldOutcome> {
  const [mutate] = useMutation(ReleaseHoldDocument, { fetchPolicy: 'no-cache' });
  return useCallback(
    async (input) => holdOutcome((await mutate({ variables: { input } })).data?.releaseHold),
    [mutate],
  );
}
