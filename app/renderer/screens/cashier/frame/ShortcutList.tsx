import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button.tsx';
import { Dialog } from '../../../components/Dialog.tsx';
import { KeyHint } from '../../../components/KeyHint.tsx';
import { useShortcuts } from '../../../hooks/use-shortcuts.ts';
import { useShortcutListStore } from '../../../stores/shortcut-list-store.ts';
import { shortcutGroups } from './shortcut-groups.ts';

/** Every key of the counter on one sheet. */
export function ShortcutList() {
  const { t } = useTranslation();
  const isOpen = useShortcutListStore((store) => store.isOpen);
  const setOpen = useShortcutListStore((store) => store.setOpen);
  const close = () => setOpen(false);
  useShortcuts({ '?': close, Escape: close }, { isModal: true, isActive: isOpen });
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={t('shortcuts.title')}
      width={860}
      actions={
        <Button keyHint={t('common.key.escape')} onPress={close}>
          {t('common.close')}
        </Button>
      }
    >
      <div className="mt-3 grid grid-cols-3 gap-x-8">
        {shortcutGroups.map(({ title, shortcuts }) => (
          <section key={title}>
            <h3 className="mb-2 text-strong font-semibold text-1">{t(`shortcuts.${title}`)}</h3>
            <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1.5">
              {shortcuts.map(({ keys, action }) => (
                <div key={action} className="contents">
                  <dt className="flex gap-1 justify-self-end text-1">
                    {keys.map((key) => (
                      <KeyHint key={key}>{key}</KeyHint>
                    ))}
                  </dt>
                  <dd>{t(`shortcuts.${action}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
