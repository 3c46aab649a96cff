/** One call of the API, to be written in the languages of those who will make it. */
export interface SampleCall {
  method: string;
  url: string;
  /** A POST that stores something is repeated with the same key. */
  needsIdempotencyKey: boolean;
  body?: unknown;
}

export interface Sample {
  language: string;
  code: string;
}

/** The call, ready to be pasted. The key comes from the environment variable REMESSA_KEY, so no secret is in the code. */
export function codeSamples(call: SampleCall): Sample[] {
  return [
    { language: 'curl', code: inShell(call) },
    { language: 'JavaScript', code: inJavaScript(call) },
    { language: 'Python', code: inPython(call) },
    { language: 'PHP', code: inPhp(call) },
    { language: 'C#', code: inCSharp(call) },
    { language: 'Java', code: inJava(call) },
  ];
}

const json = (body: unknown) => JSON.stringify(body, null, 2);

/** Sixteen random bytes with programs that every Unix has. `uuidgen` is missing on some. */
const shellKey = `$(od -An -N16 -tx1 /dev/urandom | tr -d ' \\n')`;

function inShell({ method, url, needsIdempotencyKey, body }: SampleCall): string {
  const usual = body === undefined ? 'GET' : 'POST';
  return [
    `curl -sS${method === usual ? '' : ` -X ${method}`} '${url}'`,
    `-H "Authorization: Bearer $REMESSA_KEY"`,
    ...(needsIdempotencyKey ? [`-H "Idempotency-Key: ${shellKey}"`] : []),
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `-d '${json(body).replaceAll("'", `'\\''`)}'`]),
  ].join(' \\\n  ');
}

function inJavaScript({ method, url, needsIdempotencyKey, body }: SampleCall): string {
  const headers = [
    `Authorization: 'Bearer ' + process.env.REMESSA_KEY,`,
    ...(needsIdempotencyKey ? [`'Idempotency-Key': crypto.randomUUID(),`] : []),
    ...(body === undefined ? [] : [`'Content-Type': 'application/json',`]),
  ];
  const text = body === undefined ? '' : `\n  body: JSON.stringify(${indent(json(body), 2)}),`;
  return `const answer = await fetch('${url}', {
  method: '${method}',
  headers: {
    ${headers.join('\n    ')}
  },${text}
});
console.log(answer.status, await answer.text());`;
}

function inPython({ method, url, needsIdempotencyKey, body }: SampleCall): string {
  const headers = [
    `"Authorization": "Bearer " + os.environ["REMESSA_KEY"],`,
    ...(needsIdempotencyKey ? [`"Idempotency-Key": str(uuid.uuid4()),`] : []),
    ...(body === undefined ? [] : [`"Content-Type": "application/json",`]),
  ];
  const data = body === undefined ? '' : `\n    data=r'''${json(body)}'''.encode(),`;
  return `import os, urllib.request${needsIdempotencyKey ? ', uuid' : ''}

call = urllib.request.Request(
    "${url}",
    method="${method}",
    headers={
        ${headers.join('\n        ')}
    },${data}
)
with urllib.request.urlopen(call) as answer:
    print(answer.status, answer.read().decode())`;
}

function inPhp({ method, url, needsIdempotencyKey, body }: SampleCall): string {
  const headers = [
    `'Authorization: Bearer ' . getenv('REMESSA_KEY'),`,
    ...(needsIdempotencyKey ? [`'Idempotency-Key: ' . bin2hex(random_bytes(16)),`] : []),
    ...(body === undefined ? [] : [`'Content-Type: application/json',`]),
  ];
  const data = body === undefined ? '' : `\n  CURLOPT_POSTFIELDS => <<<'JSON'\n${json(body)}\nJSON,`;
  return `<?php
$call = curl_init('${url}');
curl_setopt_array($call, [
  CURLOPT_CUSTOMREQUEST => '${method}',
  CURLOPT_RETURNTRANSFER => true,
  CURLOPT_HTTPHEADER => [
    ${headers.join('\n    ')}
  ],${data}
]);
echo curl_exec($call);`;
}

function inCSharp({ method, url, needsIdempotencyKey, body }: SampleCall): string {
  const key = needsIdempotencyKey ? `\ncall.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());` : '';
  const content =
    body === undefined
      ? ''
      : `\ncall.Content = new StringContent("""\n${json(body)}\n""", System.Text.Encoding.UTF8, "application/json");`;
  return `using var http = new HttpClient();
var call = new HttpRequestMessage(new HttpMethod("${method}"), "${url}");
call.Headers.Add("Authorization", "Bearer " + Environment.GetEnvironmentVariable("REMESSA_KEY"));${key}${content}
var answer = await http.SendAsync(call);
Console.WriteLine($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");`;
}

function inJava({ method, url, needsIdempotencyKey, body }: SampleCall): string {
  const publisher =
    body === undefined
      ? 'HttpRequest.BodyPublishers.noBody()'
      : `HttpRequest.BodyPublishers.ofString("""\n${json(body).replaceAll('\\', '\\\\')}\n""")`;
  const lines = [
    `.header("Authorization", "Bearer " + System.getenv("REMESSA_KEY"))`,
    ...(needsIdempotencyKey ? [`.header("Idempotency-Key", java.util.UUID.randomUUID().toString())`] : []),
    ...(body === undefined ? [] : [`.header("Content-Type", "application/json")`]),
    `.method("${method}", ${publisher})`,
    '.build();',
  ];
  return `import java.net.URI;
import java.net.http.*;

var call = HttpRequest.newBuilder(URI.create("${url}"))
    ${lines.join('\n    ')}
var answer = HttpClient.newHttpClient().send(call, HttpResponse.BodyHandlers.ofString());
System.out.println(answer.statusCode() + " " + answer.body());`;
}

function indent(text: string, spaces: number): string {
  return text.replaceAll('\n', `\n${' '.repeat(spaces)}`);
}
