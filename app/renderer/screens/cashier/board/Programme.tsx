import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../../../components/Banner.tsx';
import { Button } from '../../../components/Button.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { SkeletonRows } from '../../../components/Skeleton.tsx';
import { useServerNow } from '../../../hooks/use-server-now.ts';
import { useShortcuts } from '../../../hooks/use-shortcuts.ts';
import { neighbour } from '../common/neighbour.ts';
import { boardRows, firstChoice, rowId } from './board-model.ts';
import { ProgrammeRows } from './ProgrammeRows.tsx';
import { useProgramme } from './use-programme.ts';
import { useSell } from './use-sell.ts';

interface Props {
  /** `YYYY-MM-DD` on the cinema's clock. */
  readonly day: string;
  readonly auditoriumId: string | undefined;
  readonly label: string;
}

/** The showtimes of a day that can still be sold; one of them is always chosen. */
export function Programme({ day, auditoriumId, label }: Props) {
  const { t } = useTranslation();
  const now = useServerNow();
  const sell = useSell();
  const { showtimes, hasFailed, refetch } = useProgramme(day);
  const rows = boardRows(showtimes ?? [], now, auditoriumId);
  const ids = rows.map((row) => row.showtime.id);
  const [moved, setMoved] = useState<string>();
  const chosen = moved !== undefined && ids.includes(moved) ? moved : firstChoice(rows);

  useEffect(() => {
    if (chosen) document.getElementById(rowId(chosen))?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const move = (step: number) => setMoved(neighbour(ids, chosen, step));
  const choice = rows.find((row) => row.showtime.id === chosen);
  useShortcuts({
    ArrowUp: () => move(-1),
    ArrowDown: () => move(1),
    Enter: choice && !choice.isSoldOut ? () => sell(choice.showtime.id) : undefined,
  });

  if (hasFailed) {
    return (
      <div className="p-5">
        <Banner
          tone="velvet"
          fact={t('board.loadFailed')}
          action={
            <Button size="small" onPress={refetch}>
              {t('common.tryAgain')}
            </Button>
          }
        >
          {t('board.loadFailedHint')}
        </Banner>
      </div>
    );
  }
  if (!showtimes) return <SkeletonRows count={9} label={t('common.loading')} />;
  if (rows.length === 0) {
    return (
      <div className="p-5">
        <EmptyState title={t('board.empty')}>{t('board.emptyHint')}</EmptyState>
      </div>
    );
  }
  return <ProgrammeRows label={label} rows={rows} now={now} chosen={chosen} onChoose={setMoved} onSell={sell} />;
}
