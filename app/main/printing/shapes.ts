/** Path data of what is drawn besides text. All start at 0,0 and are filled. */

export function rectangle(width: number, height: number): string {
  return `M0 0H${width}V${height}H0Z`;
}

/** A line of dashes, 6 dots on and 4 off. */
export function dashes(width: number, height: number): string {
  const count = Math.floor((width + 4) / 10);
  return Array.from({ length: count }, (_, index) => `M${index * 10} 0h6v${height}h-6Z`).join('');
}

/** The edge of a rounded box, drawn inwards. */
export function roundedFrame(width: number, height: number, radius: number, stroke: number): string {
  const inner = radius - stroke;
  const right = width - stroke;
  const bottom = height - stroke;
  return (
    `M${radius} 0H${width - radius}A${radius} ${radius} 0 0 1 ${width} ${radius}V${height - radius}` +
    `A${radius} ${radius} 0 0 1 ${width - radius} ${height}H${radius}A${radius} ${radius} 0 0 1 0 ${height - radius}` +
    `V${radius}A${radius} ${radius} 0 0 1 ${radius} 0Z` +
    `M${radius} ${stroke}A${inner} ${inner} 0 0 0 ${stroke} ${radius}V${height - radius}` +
    `A${inner} ${inner} 0 0 0 ${radius} ${bottom}H${width - radius}A${inner} ${inner} 0 0 0 ${right} ${height - radius}` +
    `V${radius}A${inner} ${inner} 0 0 0 ${width - radius} ${stroke}Z`
  );
}

/** A box with two rounded corners, on the side named. */
export function halfRoundedBox(width: number, height: number, radius: number, roundSide: 'left' | 'right'): string {
  if (roundSide === 'right') {
    return (
      `M0 0H${width - radius}A${radius} ${radius} 0 0 1 ${width} ${radius}V${height - radius}` +
      `A${radius} ${radius} 0 0 1 ${width - radius} ${height}H0Z`
    );
  }
  return (
    `M${radius} 0H${width}V${height}H${radius}A${radius} ${radius} 0 0 1 0 ${height - radius}V${radius}` +
    `A${radius} ${radius} 0 0 1 ${radius} 0Z`
  );
}

export const logoSize = 42;

/** The film leader's ring with its wedge at four o'clock; never mirrored. */
export function logo(): string {
  const centre = logoSize / 2;
  const outer = centre;
  const inner = outer - 4;
  const wedge = 16;
  const [x, y] = [wedge * Math.sin((Math.PI * 118) / 180), -wedge * Math.cos((Math.PI * 118) / 180)];
  return (
    `M${centre} 0A${outer} ${outer} 0 0 1 ${centre} ${logoSize}A${outer} ${outer} 0 0 1 ${centre} 0Z` +
    `M${centre} 4A${inner} ${inner} 0 0 0 ${centre} ${logoSize - 4}A${inner} ${inner} 0 0 0 ${centre} 4Z` +
    `M${centre} ${centre}V${centre - wedge}A${wedge} ${wedge} 0 0 1 ${centre + x} ${centre + y}Z`
  );
}
