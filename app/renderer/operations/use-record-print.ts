import { useMutation } from '@apollo/client/react';
import { useCallback } from 'react';
import { RecordPrintDocument, type RecordPrintInput } from '../graphql/generated/operations.ts';

/** Tells the server how a print ended; false when it doesn't want to know, because there is no such ticket. */
export function useRecordPrint(): (input: RecordPrintInput) => Promise<boolean> {
  const [mutate] = useMutation(RecordPrintDocument);
  return useCallback(
    async (input) => (await mutate({ variables: { input } })).data?.recordPrint.__typename === 'Order',
    [mutate],
  );
}
