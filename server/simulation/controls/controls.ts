import type { Repositories } from '../../compose/repositories.ts';
import type { GatewayControls } from '../gateway-model/gateway-model.ts';
import type { DatabaseControls } from '../mongo-model/database.ts';
import type { ScriptControls } from '../redis-model/showtime-step.ts';

/** Guards that are switched off, to see that somebody notices; none in a world that is to be sound. */
export interface Controls {
  readonly database?: DatabaseControls;
  readonly scripts?: ScriptControls;
  readonly gateway?: GatewayControls;
  readonly repositories?: (repositories: Repositories) => Partial<Repositories>;
}
