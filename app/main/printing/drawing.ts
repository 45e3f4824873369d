import type { TextStyle } from './faces.ts';

/** One dot is 1/203 inch. The paper is 80 mm wide, the print head 576 dots; what lies outside `margin` is not printed. */
export const dotsPerInch = 203;
export const paperWidth = 640;
export const margin = 32;
export const printableWidth = paperWidth - 2 * margin;

/** The one description that the image, the bytes for the printer and the PDF are made from. Lengths are in dots. */
export interface Drawing {
  /** A whole number. */
  readonly height: number;
  /** The base direction of every text in it. */
  readonly rightToLeft: boolean;
  readonly elements: readonly DrawingElement[];
}

export type DrawingElement = TextElement | ShapeElement;

export interface TextElement {
  readonly kind: 'text';
  readonly text: string;
  readonly style: TextStyle;
  readonly x: number;
  readonly baseline: number;
  readonly anchor: 'left' | 'middle' | 'right';
  readonly color: InkColor;
}

/** A filled path (non-zero rule) whose data starts at 0,0. */
export interface ShapeElement {
  readonly kind: 'shape';
  readonly x: number;
  readonly y: number;
  readonly path: string;
}

/** Thermal paper knows nothing between the two. */
export type InkColor = 'black' | 'white';
