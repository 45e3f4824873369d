import { Skeleton } from '../Skeleton.tsx';

const rows = [8, 10, 12, 12, 12, 12, 12, 10];

/** A hall whose seats are not known yet. Never an empty map: it would look like a house without guests. */
export function SeatMapSkeleton({ label }: { readonly label: string }) {
  return (
    <div role="status" aria-label={label} className="flex size-full flex-col items-center gap-[17px] pt-4">
      <Skeleton className="mb-6 h-1 w-[62%]" />
      {rows.map((seats, row) => (
        <div key={row} className="flex gap-3.5">
          {Array.from({ length: seats }, (_, seat) => (
            <Skeleton key={seat} className="h-[27px] w-[30px] rounded-[9px]" />
          ))}
        </div>
      ))}
    </div>
  );
}
