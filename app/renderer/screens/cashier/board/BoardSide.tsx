import { LastSale } from './LastSale.tsx';
import { ParkedSales } from './ParkedSales.tsx';

/** What is open beside the programme: sales that were put aside, and the one before. */
export function BoardSide() {
  return (
    <aside className="flex min-h-0 flex-col gap-6 overflow-y-auto border-s border-line p-3.5 pt-5">
      <ParkedSales />
      <LastSale />
    </aside>
  );
}
