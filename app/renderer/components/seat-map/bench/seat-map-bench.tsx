import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { asId, type SeatId } from '#shared/domain/ids.ts';
import { seatStates, type SeatMapState } from '#shared/domain/seat-map.ts';
import type { Seat, SeatLayout } from '#shared/domain/seat.ts';
import { createSeatMapStore, type SeatMapStore } from '../seat-map-store.ts';
import { SeatMap } from '../SeatMap.tsx';
import type { SeatStatus } from '../seat-status.ts';

/** Milliseconds until React has committed and until the browser has painted after it. */
export interface BenchTimes {
  readonly committed: number;
  readonly painted: number;
}

export interface SeatMapBench {
  /** Mounts a map of 1,000 seats into an empty page, a third of them sold. */
  readonly mount: () => Promise<BenchTimes>;
  /** Changes one seat of the mounted map. */
  readonly repaintOne: (seat: number) => Promise<BenchTimes>;
  readonly unmount: () => void;
}

const rows = 25;
const seatsPerRow = 40;

/** Makes the measurements callable for whoever drives the browser: `window.seatMapBench`. */
export function installSeatMapBench(container: HTMLElement): void {
  const layout = benchLayout();
  let mounted: { readonly root: Root; readonly store: SeatMapStore } | null = null;
  const bench: SeatMapBench = {
    mount: () =>
      measure(() => {
        const store = createSeatMapStore(layout.seats.length);
        store.applySnapshot(benchState(layout.seats.length));
        mounted = { root: createRoot(container), store };
        mounted.root.render(<BenchMap layout={layout} store={store} />);
      }),
    repaintOne(seat) {
      const store = mounted?.store;
      const state = store?.getState();
      if (!store || !state) throw new Error('mount the map first');
      const next = state.packed.charAt(seat) === seatStates.HELD ? seatStates.FREE : seatStates.HELD;
      return measure(() => {
        store.applyDelta({ epoch: state.epoch, version: state.version + 1, seats: [seat], states: next });
      });
    },
    unmount() {
      mounted?.root.unmount();
      mounted = null;
    },
  };
  Object.assign(window, { seatMapBench: bench });
}

async function measure(act: () => void): Promise<BenchTimes> {
  await nextPaint();
  const start = performance.now();
  flushSync(act);
  const committed = performance.now() - start;
  await nextPaint();
  return { committed, painted: performance.now() - start };
}

/** A message posted in an animation frame arrives after that frame's style, layout and paint. */
function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.addEventListener('message', () => resolve(), { once: true });
      channel.port1.start();
      channel.port2.postMessage(null);
    });
  });
}

function BenchMap({ layout, store }: { readonly layout: SeatLayout; readonly store: SeatMapStore }) {
  return (
    <div style={{ width: 978, height: 632 }}>
      <SeatMap
        layout={layout}
        store={store}
        label="Seats"
        screenLabel="Screen"
        describeSeat={describeSeat}
        onToggle={() => {}}
        zoomLabels={{ in: 'Closer', out: 'Further', fit: 'Whole hall' }}
      />
    </div>
  );
}

function describeSeat(seats: readonly Seat[], status: SeatStatus): string {
  return seats.map(({ row, number }) => `Row ${row} seat ${number}, ${status}`).join(', ');
}

function benchLayout(): SeatLayout {
  const width = seatsPerRow + 2;
  const seats = Array.from({ length: rows * seatsPerRow }, (_, index): Seat => {
    const rowIndex = Math.floor(index / seatsPerRow);
    const number = (index % seatsPerRow) + 1;
    const row = String.fromCodePoint(65 + rowIndex);
    const offset = (number + 0.5 - width / 2) / (width / 2);
    return {
      index,
      id: asId<SeatId>(`${row}${number}`),
      row,
      number,
      x: number + 0.5,
      y: 2 + rowIndex - 0.6 * offset ** 2,
      angle: -3.3 * offset,
      width: 1,
      kind: 'STANDARD',
    };
  });
  return { version: 1, width, height: rows + 3, screen: { left: 8, right: width - 8, bow: 0.4 }, seats };
}

function benchState(seatCount: number): SeatMapState {
  const packed = Array.from({ length: seatCount }, (_, seat) => (seat % 3 === 1 ? seatStates.BOOKED : seatStates.FREE));
  return { epoch: 'bench', version: 1, packed: packed.join('') };
}
