import { describe, expect, it } from 'vitest';
import { channels, contrast, packed, palette, type Theme, textOn } from './palette.ts';

const themes: Theme[] = ['light', 'dark'];

describe('the palette', () => {
  it.each(themes)('%s: text is legible on the ground, and labels inside marks are', (theme) => {
    const p = palette[theme];
    for (const text of [p.ink, p.ink2, p.accent, p.sent3])
      for (const ground of [p.bg, p.panel]) expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThan(4.5);
    for (const mark of [p.run, p.stop, p.dma, p.sent, p.sent2, p.sent3, p.waiting, p.zero])
      expect(contrast(textOn(mark), mark), mark).toBeGreaterThan(4.5);
  });

  // Zero is left out: it is told from clean by its hatching, not by its colour.
  it.each(themes)('%s: meanings side by side on a map stay apart for every kind of colour vision', (theme) => {
    const p = palette[theme];
    const source = [p.dirty, p.waiting, p.dma, p.sent, p.sent2, p.sent3, p.clean];
    const destination = [p.sent2, p.behind, p.clean, p.stale, p.staleCheck];
    const close: string[] = [];
    for (const side of [source, destination])
      for (const [i, a] of side.entries())
        for (const b of side.slice(i + 1))
          for (const [vision, matrix] of Object.entries(visions))
            if (distance(seen(a, matrix), seen(b, matrix)) < 0.09) close.push(`${a} ${b} (${vision})`);
    expect(close).toEqual([]);
  });

  it('packs a colour as ImageData holds it', () => {
    expect(packed('#123456')).toBe(0xff563412);
    expect([...new Uint8Array(new Uint32Array([packed('#e9a23b')]).buffer)]).toEqual([0xe9, 0xa2, 0x3b, 0xff]);
  });

  it('knows the contrast of black on white', () => {
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21);
  });
});

type Matrix = readonly [number, number, number, number, number, number, number, number, number];

/** Linear RGB as seen; Machado, Oliveira and Fernandes 2009, severity 1. */
const visions: Record<string, Matrix> = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

/** OKLab, where a distance of 0.02 is just noticed by normal eyes. */
function seen(colour: string, m: Matrix): [number, number, number] {
  const [red, green, blue] = channels(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const [r, g, b] = [0, 3, 6].map((row) =>
    Math.min(1, Math.max(0, m[row]! * red + m[row + 1]! * green + m[row + 2]! * blue)),
  ) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const n = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * n - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * n + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * n - 0.808675766 * s,
  ];
}

const distance = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((value, i) => value - b[i]!));
