import { useQuery } from '@apollo/client/react';
import { CurrentShiftDocument, type ShiftFieldsFragment } from '../../../graphql/generated/operations.ts';

interface CurrentShift {
  /** Null without an open shift, undefined as long as that is not known. */
  readonly shift: ShiftFieldsFragment | null | undefined;
  readonly hasFailed: boolean;
  readonly refetch: () => void;
}

/** The open shift of whoever is signed in. */
export function useCurrentShift(): CurrentShift {
  const { data, previousData, error, refetch } = useQuery(CurrentShiftDocument, { fetchPolicy: 'cache-first' });
  const known = data ?? previousData;
  return { shift: known?.currentShift, hasFailed: error !== undefined && !known, refetch: () => void refetch() };
}
