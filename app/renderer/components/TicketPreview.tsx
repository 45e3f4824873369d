import { Spinner } from './Spinner.tsx';
import './ticket-preview.css';

interface TicketPreviewProps {
  /** A PNG of the print as it leaves the printer; null while it is being drawn. */
  readonly src: string | null;
  /** What is on it, in words. */
  readonly alt: string;
  readonly loadingLabel: string;
  /** Of the paper, in pixels. */
  readonly width?: number | undefined;
}

/** The printed ticket: thermal paper, torn at both ends. Paper is white in every light. */
export function TicketPreview({ src, alt, loadingLabel, width = 300 }: TicketPreviewProps) {
  return (
    <div className="drop-shadow-[0_18px_22px_rgb(20_8_6/0.28)]" style={{ width }}>
      <div className="ticket-paper animate-appear py-3">
        {src === null ? (
          <output aria-label={loadingLabel} className="grid aspect-[640/1030] place-items-center text-[#6e5c56]">
            <Spinner />
          </output>
        ) : (
          <img src={src} alt={alt} className="w-full mix-blend-multiply" draggable={false} />
        )}
      </div>
    </div>
  );
}
