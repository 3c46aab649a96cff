import { afterAll } from 'vitest';
import { judge, startOfFile } from './quiet.ts';

startOfFile();
// Hooks run in the reverse order of their registration. So this one runs last, when all that the file started is over.
afterAll(judge);
