import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

interface Described {
  parameters: { name: string }[];
  requestBody: { content: Record<string, { schema: object; example: { type: string; data: object } }> };
}

/** The webhooks of an API's OpenAPI file, each with a judge of the bodies that it describes. */
export async function describedWebhooks(apiUrl: string) {
  const document = (await (await fetch(`${apiUrl}/openapi.json`)).json()) as {
    webhooks: Record<string, { post: Described }>;
  };
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: 'api', ...document });
  const judgeOf = (schema: object): ValidateFunction =>
    ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')));
  const webhookOf = (type: string) => {
    const described = document.webhooks[type]?.post;
    const body = described?.requestBody.content['application/json'];
    if (!described || !body) throw new Error(`${type} is no webhook of the OpenAPI file`);
    return { headers: described.parameters.map(({ name }) => name), ...body };
  };
  return {
    types: Object.keys(document.webhooks),
    judgeOf,
    webhookOf,
    /** Throws unless a delivery is as the webhook of its type describes it. */
    demand(body: { type: string }): void {
      const { type } = body;
      const fits = judgeOf(webhookOf(type).schema);
      if (!fits(body)) throw new Error(`${type} does not fit: ${ajv.errorsText(fits.errors)}`);
    },
  };
}
