import type { FileParts } from './export-files.ts';

/** The answers of routes. `version` becomes the ETag. */

export const ok = <Body>(body: Body) => ({ status: 200 as const, body });

export const okAtVersion = <Body>(body: Body, version: number) => ({ status: 200 as const, body, version });

/** A file that is sent while its parts are made. The route names the media type. */
export const streamedFile = (body: FileParts, fileName: string) => ({
  status: 200 as const,
  body,
  fileName,
});

/** Bytes for a file. The route names the media type. */
export const binaryFile = (body: Buffer, fileName: string) => ({ status: 200 as const, body, fileName });

export const created = <Body>(body: Body) => ({ status: 201 as const, body });

export const createdAtVersion = <Body>(body: Body, version: number) => ({
  status: 201 as const,
  body,
  version,
});

/** The request is stored and will be done later. The body is the current state. */
export const accepted = <Body>(body: Body) => ({ status: 202 as const, body });

export const acceptedAtVersion = <Body>(body: Body, version: number) => ({
  status: 202 as const,
  body,
  version,
});
