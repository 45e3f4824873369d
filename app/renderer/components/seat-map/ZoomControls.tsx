import { Maximize, Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { zoomStep } from './map-zoom.ts';
import type { MapZoom } from './use-map-zoom.ts';

export interface ZoomLabels {
  readonly in: string;
  readonly out: string;
  readonly fit: string;
}

interface ZoomControlsProps {
  readonly zoom: MapZoom;
  readonly labels: ZoomLabels;
}

/** Shown when the hall is larger than its window. Plus, minus and zero do the same. */
export function ZoomControls({ zoom, labels }: ZoomControlsProps) {
  return (
    <div className="absolute end-4 bottom-4 flex overflow-hidden rounded-control border border-line-strong bg-1 shadow-lifted">
      <ZoomButton label={labels.out} isDisabled={zoom.isFit} onPress={() => zoom.zoomBy(1 / zoomStep)}>
        <Minus size={18} aria-hidden="true" />
      </ZoomButton>
      <ZoomButton label={labels.fit} isDisabled={zoom.isFit} onPress={zoom.fit}>
        <Maximize size={16} aria-hidden="true" />
      </ZoomButton>
      <ZoomButton label={labels.in} isDisabled={zoom.isLargest} onPress={() => zoom.zoomBy(zoomStep)}>
        <Plus size={18} aria-hidden="true" />
      </ZoomButton>
    </div>
  );
}

interface ZoomButtonProps {
  readonly label: string;
  readonly isDisabled: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function ZoomButton({ label, isDisabled, onPress, children }: ZoomButtonProps) {
  return (
    <Button
      aria-label={label}
      isDisabled={isDisabled}
      onPress={onPress}
      className="grid size-11 cursor-pointer place-items-center transition data-disabled:cursor-default data-disabled:text-3 data-focus-visible:-outline-offset-3 data-hovered:bg-2"
    >
      {children}
    </Button>
  );
}
