import type { AuditEntry } from '../../domain/audit-entry.ts';
import { packedAfter, seatSteps } from '../../domain/seat-history.ts';
import { seatStates } from '#shared/domain/seat-map.ts';
import type { MapSample, ShowtimeDump } from '../dump.ts';
import { isFailure, isOperation, type HoldAnswer, type Operation } from '../history.ts';
import { eventPlace, grouped, type Evidence } from './evidence.ts';
import { violation, type Violation } from './violation.ts';
