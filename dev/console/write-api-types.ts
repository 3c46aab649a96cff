import { writeFileSync } from 'node:fs';
import { describeApi } from '../../api/documentation/openapi.ts';
import { routes } from '../../api/routes.ts';
import { projectRoot } from '../project.ts';
import { writeTypes } from './openapi-types.ts';

/**
 * Writes the types of the console's client out of the OpenAPI file, into a file that nobody commits: it cannot drift.
 */
const target = `${projectRoot}console/client/api-types.gen.ts`;
writeFileSync(target, writeTypes(describeApi(routes) as Parameters<typeof writeTypes>[0]));
