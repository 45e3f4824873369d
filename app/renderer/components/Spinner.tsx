/** A small ring that turns while something is under way. The words beside it say what. */
export function Spinner() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" className="shrink-0 animate-turn">
      <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeOpacity="0.35" strokeWidth="2.5" />
      <path
        d="M8 1.5A6.5 6.5 0 0 1 14 5.9"
        fill="none"
        className="stroke-time"
        strokeWidth="2.5"
        strokeLinecap="round"
      />
    </svg>
  );
}
