import { Router } from 'express';
import type { Simulator } from '../simulator.ts';

export function pageRouter(_simulator: Simulator): Router {
  return Router();
}
