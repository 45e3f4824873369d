import { useMutation } from '@apollo/client/react';
import { useCallback } from 'react';
import { PlaceOrderDocument, type PlaceOrderInput, type PlaceOrderMutation } from '../graphql/generated/operations.ts';

export type PlaceOrderReply = PlaceOrderMutation['placeOrder'];

/**
 * Places an order and, for cash, pays it. The same key and body give the first reply again, so after a rejection the same
 * input is to be sent once more.
 */
export function usePlaceOrder(): (input: PlaceOrderInput) => Promise<PlaceOrderReply> {
  const [mutate] = useMutation(PlaceOrderDocument);
  return useCallback(
    async (input) => {
      const result = (await mutate({ variables: { input } })).data?.placeOrder;
      if (!result) throw new Error('the server replied without a result');
      return result;
    },
    [mutate],
  );
}
