import { useEffect, useState } from 'react';
import { isServerAway, useConnectionStore } from '../stores/connection-store.ts';
import { serverNow } from '../stores/server-clock-store.ts';

/** Now by the server's clock (ms since 1970), anew with every full second of it. */
export function useServerNow(): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    function tick() {
      const current = serverNow();
      setNow(current);
      timer = setTimeout(tick, 1_000 - (current % 1_000));
    }
    tick();
    return () => clearTimeout(timer);
  }, []);
  return now;
}

/** As `useServerNow`, but while the server is away it stands where the connection was lost: nobody knows what happens there. */
export function useCountdownNow(): { readonly now: number; readonly isFrozen: boolean } {
  const now = useServerNow();
  const isFrozen = useConnectionStore(({ phase }) => isServerAway(phase));
  const lostAt = useConnectionStore((store) => store.lostAt);
  return { now: isFrozen && lostAt !== undefined ? lostAt : now, isFrozen };
}
