import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';
import { useAnnouncementStore } from '../../stores/announcement-store.ts';

/** Tells screen readers what changed, when they have finished their sentence. */
export function Announcer() {
  const text = useAnnouncementStore((store) => store.text);
  const id = useAnnouncementStore((store) => store.id);
  return (
    <VisuallyHidden>
      <output aria-live="polite">
        <span key={id}>{text}</span>
      </output>
    </VisuallyHidden>
  );
}
