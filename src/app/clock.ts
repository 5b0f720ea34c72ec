/** Simulated time to the millisecond, as wide at every instant of a run: `6.412 s`, `1,234.000 s`. */
export function clock(ms: number): string {
  const [seconds, thousandths] = (Math.max(ms, 0) / 1000).toFixed(3).split('.') as [string, string];
  return `${seconds.replace(/\B(?=(\d{3})+$)/g, ',')}.${thousandths} s`;
}
