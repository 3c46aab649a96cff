import { bookingSaboteurs } from './booking-saboteurs.ts';
import { chargingSaboteurs } from './charging-saboteurs.ts';
import type { Saboteur } from './saboteur.ts';
import { wallsSaboteurs } from './walls-saboteurs.ts';

export const saboteurs: readonly Saboteur[] = [...chargingSaboteurs, ...bookingSaboteurs, ...wallsSaboteurs];
