import { Unplug } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../../../components/Banner.tsx';
import { Button } from '../../../components/Button.tsx';
import { Keypad } from '../../../components/Keypad.tsx';
import { describeFailure } from '../../../graphql/failures.ts';
import { useCinema, useFormats } from '../../../hooks/cinema-context.ts';
import { useAmountKeys } from '../../../hooks/use-amount-keys.ts';
import { useScreenFocus } from '../../../hooks/use-screen-focus.ts';
import { useOpenShift } from '../../../operations/use-open-shift.ts';

type Failure = { readonly kind: 'invalid'; readonly message: string } | { readonly kind: 'serverAway' };

/** A shift begins with counting the drawer. */
export function OpenShift() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { currency } = useCinema();
  const heading = useScreenFocus();
  const { open, isOpening, failure } = useOpening();
  const { amount, press } = useAmountKeys(open);
  const money = formats.money({ amount, currency });

  return (
    <main className="overflow-y-auto">
      <div className="mx-auto grid min-h-full max-w-[360px] content-center gap-5 py-10">
        <h1 ref={heading} tabIndex={-1} className="font-title text-total outline-none">
          {t('shift.title')}
        </h1>
        <p className="text-2">{t('shift.hint')}</p>
        {failure && (
          <Banner
            tone="velvet"
            role="alert"
            icon={<Unplug aria-hidden size={18} />}
            fact={failure.kind === 'invalid' ? t('shift.invalid') : t('shift.failed')}
          >
            {failure.kind === 'invalid' ? failure.message : t('shift.failedHint')}
          </Banner>
        )}
        <p className="bg-1 rounded-card flex items-baseline justify-between gap-4 px-5 py-4">
          <span className="text-2">{t('shift.float')}</span>
          <output aria-live="polite" className="font-title text-total">
            {money}
          </output>
        </p>
        <Keypad label={t('shift.float')} onKey={press} extraKey="00" eraseLabel={t('shift.eraseDigit')} />
        <Button
          variant="primary"
          size="large"
          keyHint={t('common.key.enter')}
          isBusy={isOpening}
          onPress={() => open(amount)}
        >
          {t('shift.open', { amount: money })}
        </Button>
      </div>
    </main>
  );
}

function useOpening() {
  const openShift = useOpenShift();
  const [isOpening, setOpening] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  async function openOnce(openingFloat: number) {
    setOpening(true);
    setFailure(undefined);
    try {
      const outcome = await openShift({ openingFloat });
      if (outcome.kind === 'invalid') setFailure(outcome);
    } catch (error) {
      console.warn('the shift was not opened', describeFailure(error));
      setFailure({ kind: 'serverAway' });
    }
    setOpening(false);
  }

  const open = (openingFloat: number) => {
    if (!isOpening) void openOnce(openingFloat);
  };
  return { open, isOpening, failure };
}
