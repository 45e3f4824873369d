import { create } from 'zustand';
import type { SessionFieldsFragment } from '../graphql/generated/operations.ts';

export type Session = SessionFieldsFragment;

/** Why nobody is signed in: the sign-in screen says so. */
export type SignedOutReason = 'starting' | 'signedOut' | 'expired';

/** Who works at this station. A locked session stays alive (its holds, its sale) behind the sign-in screen. */
export type SessionState =
  | { readonly kind: 'signedOut'; readonly reason: SignedOutReason }
  | { readonly kind: 'signedIn'; readonly session: Session; readonly locked: boolean };

interface SessionStore {
  readonly state: SessionState;
  /** Who signed in last; what they began is still theirs when they come back. */
  readonly lastStaffId: string | undefined;
  /** Begins a session, or goes on with it under new tokens; a locked one stays locked. */
  readonly renew: (session: Session) => void;
  /** Begins or unlocks a session after a PIN. */
  readonly signIn: (session: Session) => void;
  readonly lock: () => void;
  readonly end: (reason: 'signedOut' | 'expired') => void;
}

export const useSessionStore = create<SessionStore>()((set) => ({
  state: { kind: 'signedOut', reason: 'starting' },
  renew: (session) => set(({ state }) => ({ state: { kind: 'signedIn', session, locked: isLocked(state) } })),
  lastStaffId: undefined,
  signIn: (session) => set({ state: { kind: 'signedIn', session, locked: false }, lastStaffId: session.staff.id }),
  lock: () => set(({ state }) => (state.kind === 'signedIn' ? { state: { ...state, locked: true } } : {})),
  end: (reason) => set({ state: { kind: 'signedOut', reason } }),
}));

function isLocked(state: SessionState): boolean {
  return state.kind === 'signedIn' && state.locked;
}

/** The session that requests are sent with; undefined when nobody is signed in. */
export function currentSession(): Session | undefined {
  const { state } = useSessionStore.getState();
  return state.kind === 'signedIn' ? state.session : undefined;
}
