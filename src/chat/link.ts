/** Whether a click may open `address`: https, a host, no credentials that make one host look like another. */
export function isOpenable(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'https:' && url.hostname !== '' && url.username === '' && url.password === '';
}
