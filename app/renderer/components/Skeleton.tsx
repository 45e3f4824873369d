import { classNames } from './class-names.ts';

/** Where something will be. Give it the size of what comes, so that nothing jumps; it shows only after 200 ms. */
export function Skeleton({ className }: { readonly className?: string | undefined }) {
  return <span aria-hidden="true" className={classNames('block animate-late rounded-chip bg-3', className)} />;
}

interface SkeletonRowsProps {
  readonly count: number;
  /** For screen readers: what is being fetched. */
  readonly label: string;
  /** The size of one row. */
  readonly className?: string | undefined;
}

export function SkeletonRows({ count, label, className = 'h-[46px]' }: SkeletonRowsProps) {
  return (
    <output aria-label={label} className="flex flex-col gap-[13px] px-5 py-2">
      {Array.from({ length: count }, (_, row) => (
        <Skeleton key={row} className={className} />
      ))}
    </output>
  );
}
