import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

interface DialogProps {
  readonly isOpen: boolean;
  /** The safe way out: Esc takes it. */
  readonly onClose: () => void;
  /** Says the amount when money moves: "Refund €13.50 in cash?" */
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** Safe choice first; they share the width. */
  readonly actions?: ReactNode;
  readonly role?: 'dialog' | 'alertdialog' | undefined;
  /** In pixels. */
  readonly width?: number | undefined;
}

/** A question that must be answered before anything else. A press outside does not answer it. */
export function Dialog({ isOpen, onClose, title, children, actions, role = 'dialog', width = 444 }: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className="fixed inset-0 z-50 grid animate-appear place-items-center overflow-y-auto bg-scrim p-6"
    >
      <Modal className="w-full" style={{ maxWidth: width }}>
        <AriaDialog
          role={role}
          className="flex flex-col rounded-panel border border-line bg-1 p-4 pt-3.5 text-1 shadow-lifted outline-none"
        >
          <Heading slot="title" className="font-title text-large leading-snug">
            {title}
          </Heading>
          {children && <div className="mt-1 text-body text-2">{children}</div>}
          {actions && <div className="mt-3.5 flex gap-2 *:flex-1">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
