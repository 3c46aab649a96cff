import { z } from 'zod';
import { deleteLogo, findLogo, saveLogo } from '../../db/access/logos.ts';
import { keepAudit } from '../../db/audit/keep-audit.ts';
import { ok } from '../http/answer.ts';
import type { Caller } from '../http/authenticate.ts';
import { defineRoute } from '../http/define-route.ts';
import { kib } from '../http/json-body.ts';
import { toFault } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';

const logoBytesMax = 200 * kib;

/** A PNG, as an example of the format. */
const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const logoAnswer = z.strictObject({ bytes: z.int() }).meta({ id: 'Logo' });

const putLogo = defineRoute({
  method: 'put',
  path: '/v1/logo',
  operationId: 'putLogo',
  tag: 'Documents',
  summary: 'Keep the company’s mark, for its boletos',
  roles: ['erp', 'operator'],
  bodyLimitBytes: 300 * kib,
  body: z
    .strictObject({
      image: z
        .base64()
        .max(Math.ceil((logoBytesMax * 4) / 3))
        .meta({
          description: `PNG or JPEG, base64, up to ${logoBytesMax / kib} KiB.`,
          example: onePixel,
        }),
    })
    .meta({ id: 'NewLogo' }),
  answers: { 200: logoAnswer },
  async handle({ body, caller, language }, scope) {
    const image = Buffer.from(body.image, 'base64');
    if (!isPicture(image)) {
      throw new Problem('invalid_request', {
        errors: [toFault({ path: ['image'], code: 'not_a_picture' }, language)],
      });
    }
    const before = bytesOf(await findLogo(scope));
    await saveLogo(scope, caller.tenantId, image);
    await keepAudit(scope, { ...ofLogo(caller), action: 'logo.changed' }, { before, after: bytesOf(image) });
    return ok({ bytes: image.length });
  },
});

const removeLogo = defineRoute({
  method: 'delete',
  path: '/v1/logo',
  operationId: 'deleteLogo',
  tag: 'Documents',
  summary: 'Remove the company’s mark',
  roles: ['erp', 'operator'],
  answers: { 200: logoAnswer },
  async handle({ caller }, scope) {
    const before = bytesOf(await findLogo(scope));
    await deleteLogo(scope, caller.tenantId);
    if (before) await keepAudit(scope, { ...ofLogo(caller), action: 'logo.removed' }, { before });
    return ok({ bytes: 0 });
  },
});

export const logoRoutes = [putLogo, removeLogo];

/** A company has one logo, so its resource is the company. */
const ofLogo = ({ tenantId, actor }: Caller) => ({ tenantId, actor, resourceId: tenantId });

const bytesOf = (image: Buffer | null) => image && { bytes: image.length };

/** Recognizes the format by the first bytes, as the PDF library does. */
function isPicture(image: Buffer): boolean {
  const isPng = image.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  const isJpeg = image[0] === 0xff && image[1] === 0xd8 && image[2] === 0xff;
  return isPng || isJpeg;
}
