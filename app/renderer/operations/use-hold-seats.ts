import { useMutation } from '@apollo/client/react';
import { useCallback } from 'react';
import { HoldSeatsDocument, type HoldSeatsInput } from '../graphql/generated/operations.ts';
import type { HoldOutcome } from '../stores/cart/hold-plan.ts';
import { holdOutcome } from './hold-outcome.ts';

/** Claims seats, all or none of them. The same hold id and seats give the same hold again. */
export function useHoldSeats(): (input: HoldSeatsInput) => Promise<HoldOutcome> {
  const [mutate] = useMutation(HoldSeatsDocument, { fetchPolicy: 'no-cache' });
  return useCallback(async (input) => holdOutcome((await mutate({ variables: { input } })).data?.holdSeats), [mutate]);
}
