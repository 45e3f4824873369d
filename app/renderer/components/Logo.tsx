interface LogoProps {
  /** What stands beside the sign; an empty string leaves the sign alone. */
  readonly name?: string | undefined;
  /** Of the sign, in pixels. */
  readonly size?: number | undefined;
}

/** The film leader's ring with the lit wedge. */
export function Logo({ name = 'Foyer', size = 28 }: LogoProps) {
  return (
    <span className="inline-flex items-center gap-2.5">
      <svg width={size} height={size} viewBox="0 0 28 28" aria-hidden="true">
        <circle cx="14" cy="14" r="12.3" fill="none" stroke="currentColor" strokeWidth="2.3" />
        <path d="M14 14V4A10 10 0 0 1 22.91 18.54Z" className="fill-tungsten" />
        <circle cx="14" cy="14" r="2" fill="currentColor" />
      </svg>
      {name && <span className="font-title text-head">{name}</span>}
    </span>
  );
}
