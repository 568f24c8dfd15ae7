/** Headers in which services and their gateways name a request, so that their support can find it. */
const names = [
  ...['x-request-id', 'request-id', 'x-ms-request-id', 'apim-request-id', 'x-correlation-id', 'x-amzn-requestid'],
  ...['x-amzn-trace-id', 'x-trace-id', 'cf-ray', 'x-azure-ref'],
];

/** Returns the id that a response gives itself; undefined where it names none, or one that is no name. */
export function requestId(headers: Headers): string | undefined {
  const found = names.map((name) => headers.get(name)?.trim()).find(Boolean);
  return found !== undefined && /^[\w.:=;|+/-]{1,100}$/.test(found) ? found : undefined;
}
