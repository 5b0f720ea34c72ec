import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const pairs = [...css.matchAll(/--([\w-]+): light-dark\((#\w+), (#\w+)\);/g)];
const themes = {
  light: Object.fromEntries(pairs.map(([, name, light]) => [name!, light!])),
  dark: Object.fromEntries(pairs.map(([, name, , dark]) => [name!, dark!])),
};

const TEXTS = ['ink', 'ink2', 'ink3', 'accent', 'ok', 'no'];
const GROUNDS = ['bg', 'panel', 'soft', 'accent-soft'];

/** What lies side by side in one picture and is told apart by colour alone. */
const PICTURES: Record<string, string[]> = {
  source: ['clean', 'waiting', 'dirty', 'sent', 'sent2', 'sent3', 'dma'],
  destination: ['clean', 'sent2', 'behind', 'stale'],
  lanes: ['run', 'stop', 'dma'],
  zero: ['zero', 'waiting', 'sent2', 'sent3', 'stale'], // beside clean the hatch tells it apart
};

describe.each(Object.entries(themes))('the %s theme', (_theme, colours) => {
  it.each(TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)))(
    'has %s legible on %s',
    (text, ground) => {
      expect(contrast(colours[text]!, colours[ground]!)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('has text legible on what is filled', () => {
    expect(contrast(colours.panel!, colours.ink!)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours.ink!, colours.raised!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['accent', 'edge', 'no'])('has outlines in %s that can be seen on every ground', (outline) => {
    for (const ground of GROUNDS.slice(0, 3))
      expect(contrast(colours[outline]!, colours[ground]!), ground).toBeGreaterThanOrEqual(3);
  });

  it.each(['sent2', 'sent3', 'dma', 'stale', 'run'])('has lines in %s that can be seen on the page', (line) => {
    expect(contrast(colours[line]!, colours.bg!)).toBeGreaterThanOrEqual(3);
  });

  describe.each(Object.entries(visions()))('seen with %s', (_vision, matrix) => {
    it.each(Object.entries(PICTURES))('keeps the colours of %s apart', (_picture, names) => {
      for (const [i, a] of names.entries())
        for (const b of names.slice(i + 1))
          expect(difference(colours[a]!, colours[b]!, matrix), `${a} and ${b}`).toBeGreaterThanOrEqual(DISTINCT);
    });
  });
});

/** Distance in OKLab times 100: 2 is the least that is seen side by side, 8 is plain in a cell of a few pixels. */
const DISTINCT = 7.5;

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** What remains of linear RGB. @source Machado, Oliveira, Fernandes 2009, severity 1.0 */
function visions(): Record<string, Matrix> {
  return {
    'normal vision': [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    protanopia: [
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
    deuteranopia: [
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ],
    tritanopia: [
      [1.255528, -0.076749, -0.178779],
      [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.3039],
    ],
  };
}

/** @source WCAG 2.2, contrast ratio */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => dot([0.2126, 0.7152, 0.0722], linear(colour));
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function difference(a: string, b: string, vision: Matrix): number {
  const seen = (colour: string) =>
    oklab(vision.map((row) => Math.min(Math.max(dot(row, linear(colour)), 0), 1)) as never);
  const [x, y] = [seen(a), seen(b)];
  return 100 * Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

/** @source Björn Ottosson, A perceptual color space for image processing, 2020 */
function oklab(rgb: Triple): Triple {
  const lms = [
    dot([0.4122214708, 0.5363325363, 0.0514459929], rgb),
    dot([0.2119034982, 0.6806995451, 0.1073969566], rgb),
    dot([0.0883024619, 0.2817188376, 0.6299787005], rgb),
  ].map(Math.cbrt) as unknown as Triple;
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], lms),
    dot([1.9779984951, -2.428592205, 0.4505937099], lms),
    dot([0.0259040371, 0.7827717662, -0.808675766], lms),
  ];
}

function linear(colour: string): Triple {
  const rgb = Number.parseInt(colour.slice(1, 7), 16);
  return [rgb >> 16, (rgb >> 8) & 255, rgb & 255].map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Triple;
}

const dot = (a: Triple, b: Triple) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
