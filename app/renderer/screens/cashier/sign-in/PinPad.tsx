import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button.tsx';
import { Keypad } from '../../../components/Keypad.tsx';
import { PinDots } from '../../../components/PinDots.tsx';
import type { SignInForm } from './use-sign-in-form.ts';

/** The length most PINs have; longer ones get more dots. */
const usualLength = 6;

/** The PIN of whoever is chosen. The keys of the keyboard do the same. */
export function PinPad({ form, isLocked }: { readonly form: SignInForm; readonly isLocked: boolean }) {
  const { t } = useTranslation();
  const isWrong = form.failure?.kind === 'wrongPin';
  return (
    <section className="grid gap-4" aria-label={t('signIn.pinLabel')}>
      <h2 className="text-strong font-semibold">
        {form.chosen ? t('signIn.pinTitle', { name: form.chosen.name }) : t('signIn.pinLabel')}
      </h2>
      <PinDots
        entered={form.entered}
        length={Math.max(usualLength, form.entered)}
        label={t('signIn.digitsEntered', { count: form.entered })}
        state={form.isChecking ? 'checking' : isWrong ? 'wrong' : 'entering'}
      />
      <Keypad
        label={t('signIn.pinLabel')}
        onKey={form.press}
        extraKey="clear"
        clearLabel={t('signIn.clear')}
        eraseLabel={t('signIn.eraseDigit')}
        isDisabled={form.isChecking}
      />
      <Button
        variant="primary"
        size="large"
        keyHint={t('common.key.enter')}
        isDisabled={!form.canSubmit && !form.isChecking}
        isBusy={form.isChecking}
        onPress={form.submit}
      >
        {isLocked ? t('signIn.unlock') : t('signIn.confirm')}
      </Button>
    </section>
  );
}
