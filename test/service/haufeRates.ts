/** In a second and in a minute: what answers, and everything else (docs.haufe.ai, Rate Limits). */
const answers = [15, 60] as const;
const others = [60, 180] as const;

/** Counts requests as the vendor documents its limits at tier 0. */
export class HaufeRates {
  readonly #times = { answers: [] as number[], others: [] as number[] };

  /** Counts one; gives the seconds until there is room where there is none now. */
  count(route: string): number | undefined {
    const kind = /(?:\/run|completions)(?:\/stream)?$/.test(route) ? 'answers' : 'others';
    const [second, minute] = kind === 'answers' ? answers : others;
    const times = this.#times[kind];
    const now = performance.now();
    const since = (milliseconds: number) => times.filter((time) => time > now - milliseconds).length;
    if (since(1000) >= second) return 1;
    if (since(60_000) >= minute) return 60;
    times.push(now);
    return undefined;
  }
}
