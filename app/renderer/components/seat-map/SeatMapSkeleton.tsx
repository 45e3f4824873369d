import { Skeleton } from '../Skeleton.tsx';

const seatsByRow = { A: 8, B: 10, C: 12, D: 12, E: 12, F: 12, G: 12, H: 10 };

/** A hall whose seats are not known yet. Never an empty map: it would look like a house without guests. */
export function SeatMapSkeleton({ label }: { readonly label: string }) {
  return (
    <output aria-label={label} className="flex size-full flex-col items-center gap-[17px] pt-4">
      <Skeleton className="mb-6 h-1 w-[62%]" />
      {Object.entries(seatsByRow).map(([row, seats]) => (
        <span key={row} className="flex gap-3.5">
          {Array.from({ length: seats }, (_, seat) => (
            <Skeleton key={seat} className="h-[27px] w-[30px] rounded-[9px]" />
          ))}
        </span>
      ))}
    </output>
  );
}
