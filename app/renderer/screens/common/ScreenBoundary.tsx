import i18next from 'i18next';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { describeFailure } from '../../graphql/failures.ts';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly hasFailed: boolean;
}

/** Shows a way out where a screen broke, instead of a white window. React has no hook for this. */
export class ScreenBoundary extends Component<Props, State> {
  override state: State = { hasFailed: false };

  static getDerivedStateFromError(): State {
    return { hasFailed: true };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    console.error('a screen broke', describeFailure(error), componentStack);
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <main className="grid h-dvh place-items-center p-10">
        <EmptyState
          title={i18next.t('common.failure.title')}
          action={
            <Button variant="primary" onPress={() => window.location.reload()}>
              {i18next.t('common.failure.restart')}
            </Button>
          }
        >
          {i18next.t('common.failure.detail')}
        </EmptyState>
      </main>
    );
  }
}
