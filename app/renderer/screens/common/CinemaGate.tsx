import { WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../../components/Banner.tsx';
import { Logo } from '../../components/Logo.tsx';
import { CinemaProvider } from '../../hooks/cinema-context.ts';
import { useCinemaOfStation } from '../../hooks/use-cinema-of-station.ts';

/** Shows its children once it is known which cinema this is; until then nothing could be written in its time. */
export function CinemaGate({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { value, failure } = useCinemaOfStation();
  if (value) return <CinemaProvider value={value}>{children}</CinemaProvider>;
  return (
    <main className="animate-late grid h-dvh place-content-center justify-items-center gap-8" aria-busy={!failure}>
      <Logo name={t('common.app')} size={56} />
      {failure && (
        <Banner tone="velvet" icon={<WifiOff aria-hidden size={18} />} fact={t(`signIn.${failure}`)}>
          {t(`signIn.${failure}Hint`)}
        </Banner>
      )}
    </main>
  );
}
