import { useCallback } from 'react';
import type { HoldCommand, HoldOutcome } from '../stores/cart/hold-plan.ts';
import { useChangeHold } from './use-change-hold.ts';
import { useExtendHold } from './use-extend-hold.ts';
import { useHoldBestSeats } from './use-hold-best-seats.ts';
import { useHoldSeats } from './use-hold-seats.ts';
import { useReleaseHold } from './use-release-hold.ts';

/** Sends any request about a hold of one showtime. */
export function useHoldCommand(showtimeId: string): (command: HoldCommand) => Promise<HoldOutcome> {
  const holdSeats = useHoldSeats();
  const holdBestSeats = useHoldBestSeats();
  const changeHold = useChangeHold();
  const extendHold = useExtendHold();
  const releaseHold = useReleaseHold();
  return useCallback(
    (command) => {
      switch (command.kind) {
        case 'hold':
          return holdSeats({ showtimeId, holdId: command.holdId, seatIds: command.seatIds });
        case 'best':
          return holdBestSeats({
            showtimeId,
            holdId: command.holdId,
            count: command.count,
            wheelchair: command.wheelchair,
          });
        case 'change':
          return changeHold({ holdId: command.holdId, add: command.add, remove: command.remove });
        case 'extend':
          return extendHold({ holdId: command.holdId });
        case 'release':
          return releaseHold({ holdId: command.holdId });
      }
    },
    [showtimeId, holdSeats, holdBestSeats, changeHold, extendHold, releaseHold],
  );
}
