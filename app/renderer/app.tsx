import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { useRefetchOnReconnect } from './hooks/use-refetch-on-reconnect.ts';
import { useTheme } from './hooks/use-theme.ts';
import { Announcer } from './screens/common/Announcer.tsx';
import { CinemaGate } from './screens/common/CinemaGate.tsx';
import { ScreenBoundary } from './screens/common/ScreenBoundary.tsx';
import { CashierStation } from './screens/cashier/CashierStation.tsx';
import { SignIn } from './screens/cashier/sign-in/SignIn.tsx';
import { useSessionStore } from './stores/session-store.ts';

/** The whole window. */
export function App() {
  useTheme();
  useRefetchOnReconnect();
  return (
    <ScreenBoundary>
      <Announcer />
      {/* oxlint-disable-next-line react/hooks -- wouter takes the hook itself */}
      <Router hook={useHashLocation}>
        <CinemaGate>
          <Station />
        </CinemaGate>
      </Router>
    </ScreenBoundary>
  );
}

/** What is shown depends on who is there. A locked station goes on behind the sign-in screen, out of reach. */
function Station() {
  const state = useSessionStore((store) => store.state);
  if (state.kind === 'signedOut') return <SignIn />;
  return (
    <>
      <div inert={state.locked} className={state.locked ? 'hidden' : 'contents'}>
        <CashierStation />
      </div>
      {state.locked && <SignIn />}
    </>
  );
}
