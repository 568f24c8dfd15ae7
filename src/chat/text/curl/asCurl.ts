import type { DescribedRequest } from '../../model/model.ts';

/** Requests as commands of cURL for a POSIX shell, one below the other. */
export function asCurl(requests: readonly DescribedRequest[]): string {
  return requests.map(command).join('\n\n');
}

function command({ method, url, headers, body }: DescribedRequest): string {
  const parts = [
    `curl -X ${method} ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-d ${quoted(JSON.stringify(body))}`]),
  ];
  return parts.join(' \\\n  ');
}

/** A word of the shell, in which nothing has a meaning. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
