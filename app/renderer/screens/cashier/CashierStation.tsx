import { Redirect, Route, Switch } from 'wouter';
import { useLiveAvailability } from '../../hooks/use-live-availability.ts';
import { PrintingProvider } from '../../hooks/printing-provider.tsx';
import { Board } from './board/Board.tsx';
import { ShortcutList } from './frame/ShortcutList.tsx';
import { StationStatusBar } from './frame/StationStatusBar.tsx';
import { useStationShortcuts } from './frame/use-station-shortcuts.ts';
import { Orders } from './orders/Orders.tsx';
import { SaleRoute } from './sale/SaleRoute.tsx';
import { ShiftGate } from './shift/ShiftGate.tsx';
import { Sold } from './sold/Sold.tsx';

/** The counter: one screen at a time above the status bar. */
export function CashierStation() {
  useLiveAvailability();
  return (
    <PrintingProvider>
      <div className="grid h-dvh grid-rows-[minmax(0,1fr)_36px]">
        <ShiftGate>
          <CashierScreens />
        </ShiftGate>
        <StationStatusBar />
        <ShortcutList />
      </div>
    </PrintingProvider>
  );
}

function CashierScreens() {
  useStationShortcuts();
  return (
    <Switch>
      <Route path="/">
        <Board />
      </Route>
      <Route path="/sale/:showtimeId">{({ showtimeId }) => <SaleRoute showtimeId={showtimeId} />}</Route>
      <Route path="/sold">
        <Sold />
      </Route>
      <Route path="/orders/:code?">{({ code }) => <Orders code={code} />}</Route>
      <Route>
        <Redirect to="/" />
      </Route>
    </Switch>
  );
}
