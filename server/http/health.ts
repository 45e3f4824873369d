import type { SystemService } from '../services/system-service.ts';
import { sendJson, type Route } from './http-server.ts';

/** `GET /health`: 200 when every part answers, 503 when one is down, with the parts by name. */
export function healthRoute(system: SystemService): Route {
  return {
    method: 'GET',
    path: '/health',
    async handle(_request, response) {
      const parts = await system.parts();
      const isUp = parts.every((part) => part.up);
      sendJson(response, isUp ? 200 : 503, { status: isUp ? 'up' : 'down', parts });
    },
  };
}
