export type Theme = 'light' | 'dark';

/** What a colour of the data means. One meaning has one hue family, on every screen and in every export. */
export type DataColour =
  | 'clean'
  | 'dirty'
  | 'waiting'
  | 'sent'
  | 'sent2'
  | 'sent3'
  | 'dma'
  | 'zero'
  | 'zeroHatch'
  | 'stale'
  | 'staleCheck'
  | 'behind'
  | 'run'
  | 'stop';
/** What canvases need of the frame: text, hairlines, ground and the one accent. */
export type FrameColour = 'accent' | 'ink' | 'ink2' | 'ink3' | 'line' | 'soft' | 'panel' | 'bg';

/**
 * sRGB, `#rrggbb`. SVG and HTML take the same values as CSS variables (`--waiting`) from the tokens of `src/ui`; a
 * canvas cannot, and a worker has no styles at all. `zeroHatch` and `staleCheck` are the second colours of the two
 * patterns and live here only.
 */
export const palette: Readonly<Record<Theme, Readonly<Record<DataColour | FrameColour, string>>>> = {
  light: {
    clean: '#ebe9e2',
    dirty: '#f0cb8b',
    waiting: '#e9a23b',
    sent: '#86bcd2',
    sent2: '#4a93b5',
    sent3: '#1f5f86',
    dma: '#8657d4',
    zero: '#dedfda',
    zeroHatch: '#bfc2ba',
    stale: '#d11f31',
    staleCheck: '#7a0713',
    behind: '#e2c38e',
    run: '#3f9b6c',
    stop: '#b9bdc6',
    accent: '#2353d4',
    ink: '#15181e',
    ink2: '#5a6170',
    ink3: '#666c78',
    line: '#e2e3de',
    soft: '#efefea',
    panel: '#ffffff',
    bg: '#f6f6f3',
  },
  dark: {
    clean: '#1b1f26',
    dirty: '#75592c',
    waiting: '#f0b058',
    sent: '#2c6a86',
    sent2: '#4b9cc0',
    sent3: '#9bd6ef',
    dma: '#b38cff',
    zero: '#22262e',
    zeroHatch: '#434a57',
    stale: '#ff4858',
    staleCheck: '#ffc2c8',
    behind: '#54452b',
    run: '#4fb481',
    stop: '#555c69',
    accent: '#86a9ff',
    ink: '#eef0f4',
    ink2: '#a0a7b4',
    ink3: '#8a909e',
    line: '#242932',
    soft: '#1a1e25',
    panel: '#14171c',
    bg: '#0e1014',
  },
};

/** Black or white, whichever is easier to read on `ground`. */
export function textOn(ground: string): '#15181e' | '#ffffff' {
  return contrast(ground, '#15181e') >= contrast(ground, '#ffffff') ? '#15181e' : '#ffffff';
}

/**
 * From 1 (the same) to 21 (black on white); text needs 4.5.
 * @source WCAG 2.2, contrast ratio and relative luminance
 */
export function contrast(a: string, b: string): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** 0xAABBGGRR, opaque: a pixel of an ImageData seen as a little-endian Uint32. */
export function packed(colour: string): number {
  const [red, green, blue] = channels(colour);
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** Each channel of `#rrggbb`, 0 to 255. */
export function channels(colour: string): readonly [red: number, green: number, blue: number] {
  const rgb = Number.parseInt(colour.slice(1), 16);
  return [rgb >> 16, (rgb >> 8) & 255, rgb & 255];
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
