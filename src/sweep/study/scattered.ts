/**
 * The numbers below `count`, those far apart first: whoever goes through them in this order has an even picture of the whole at any
 * time. @source van der Corput, base 2
 */
export function scattered(count: number): Uint32Array {
  const order = new Uint32Array(count);
  const bits = Math.max(1, Math.ceil(Math.log2(Math.max(2, count))));
  let filled = 0;
  for (let i = 0; i < 2 ** bits; i++) {
    let reversed = 0;
    for (let bit = 0; bit < bits; bit++) if (i & (1 << bit)) reversed |= 1 << (bits - 1 - bit);
    if (reversed < count) order[filled++] = reversed;
  }
  return order;
}
