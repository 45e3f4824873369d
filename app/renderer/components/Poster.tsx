import { classNames } from './class-names.ts';

interface PosterProps {
  /** File name in `resources/posters`. */
  readonly file: string;
  /** Alternative text; empty where the title stands beside it. */
  readonly title: string;
  /** In pixels; what doesn't fit is cut off at the edges. */
  readonly width: number;
  readonly height: number;
  /** The showing is over for sales. */
  readonly isDimmed?: boolean | undefined;
  readonly className?: string | undefined;
}

/** In pixels. */
const smallestWithTitle = 60;

/** A film's poster. Never mirrored. */
export function Poster({ file, title, width, height, isDimmed = false, className }: PosterProps) {
  return (
    <img
      src={`${import.meta.env.BASE_URL}posters/${file}`}
      alt={title}
      width={width}
      height={height}
      decoding="async"
      draggable={false}
      className={classNames('shrink-0 rounded-chip bg-3 object-cover', isDimmed && 'opacity-65', className)}
      // So small, a poster's lettering is only noise: show its picture.
      style={{ width, height, ...(width < smallestWithTitle && { objectViewBox: 'inset(17% 12% 14% 12%)' }) }}
    />
  );
}
