import { afterAll } from 'vitest';
import { openCompany, startApi } from './environment.ts';

/** The API of this test file alone, on a database of its own. It ends with the file. */
export const api = await startApi();

afterAll(() => api.close());

/** The company that most of the file's calls are made for. */
export const company = await openCompany(api);
