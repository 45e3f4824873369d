import { asId, type CinemaId, type StaffId, type StationId } from '#shared/domain/ids.ts';
import type { DemoSite, DemoStaffMember, DemoStation } from './records.ts';

export const demoSite: DemoSite = {
  id: asId<CinemaId>('lumiere-central'),
  name: 'Lumière Central',
  address: '14 place de la Gare, 67000 Strasbourg',
  taxId: 'FR 40 123 456 824',
  timeZone: 'Europe/Paris',
  currency: 'EUR',
};

export const demoStaff: readonly DemoStaffMember[] = [
  {
    id: asId<StaffId>('staff-marta'),
    name: 'Marta Oliveira',
    username: 'marta',
    pin: '2804',
    role: 'CASHIER',
    email: 'marta@lumiere-central.example',
  },
  {
    id: asId<StaffId>('staff-jonas'),
    name: 'Jonas Keller',
    username: 'jonas',
    pin: '7391',
    role: 'CASHIER',
    email: 'jonas@lumiere-central.example',
  },
  {
    id: asId<StaffId>('staff-leila'),
    name: 'Leïla Benali',
    username: 'leila',
    pin: '50628',
    role: 'CASHIER',
    email: 'leila@lumiere-central.example',
  },
  {
    id: asId<StaffId>('staff-camille'),
    name: 'Camille Roussel',
    username: 'camille',
    pin: '681947',
    role: 'MANAGER',
    email: 'camille@lumiere-central.example',
  },
  {
    id: asId<StaffId>('staff-aurele'),
    name: 'Aurèle Weiss',
    username: 'aurele',
    pin: '935207',
    role: 'ADMIN',
    email: 'aurele@lumiere-central.example',
  },
];

export const demoStations: readonly DemoStation[] = [
  { id: asId<StationId>('counter-1'), name: 'Counter 1', kind: 'COUNTER' },
  { id: asId<StationId>('counter-2'), name: 'Counter 2', kind: 'COUNTER' },
  { id: asId<StationId>('kiosk-1'), name: 'Kiosk 1', kind: 'KIOSK' },
  { id: asId<StationId>('office'), name: 'Office', kind: 'OFFICE' },
];
