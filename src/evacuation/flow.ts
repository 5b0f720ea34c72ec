/** Bytes of each guest in stretches of equal length; the stretches get longer as time goes on, so that there are never many. */
export class Flow {
  /** Length of a stretch. */
  stretchMs = 8;
  /** One list a guest: bytes in each stretch from 0 on. */
  readonly bytes: number[][];
  private readonly most: number;

  constructor(guests: number, most = 512) {
    this.bytes = Array.from({ length: guests }, () => []);
    this.most = most;
  }

  /** `bytes` of `guest` went at `atMs`. */
  add(guest: number, atMs: number, bytes: number): void {
    if (bytes === 0) return;
    while (atMs >= this.most * this.stretchMs) this.halve();
    const list = this.bytes[guest]!;
    const at = Math.floor(atMs / this.stretchMs);
    while (list.length <= at) list.push(0);
    list[at]! += bytes;
  }

  private halve(): void {
    this.stretchMs *= 2;
    this.bytes.forEach((list, guest) => {
      this.bytes[guest] = Array.from(
        { length: Math.ceil(list.length / 2) },
        (_, i) => list[2 * i]! + (list[2 * i + 1] ?? 0),
      );
    });
  }
}
