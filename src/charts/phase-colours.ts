import { palette, type Theme } from './palette.ts';

/** What a map of runs is painted with. */
export interface MapColours {
  /** From little to much, all of one hue. */
  readonly scale: readonly string[];
  readonly breaks: string;
  readonly unknown: string;
  /** Of the stroke over what is not confirmed yet, and of the frame around what two levels answer differently. */
  readonly unsure: string;
  readonly odd: string;
}

export function mapColours(theme: Theme): MapColours {
  const { soft, waiting } = palette[theme];
  return {
    scale: SCALES[theme],
    breaks: BREAKS[theme],
    unknown: soft,
    unsure: UNSURE[theme],
    odd: waiting,
  };
}

/** The colour of a share from 0 to 1. */
export function shade({ scale }: MapColours, share: number): string {
  const index = Math.min(scale.length - 1, Math.max(0, Math.floor(share * scale.length)));
  return scale[index]!;
}

/** Five anchors of one hue, light to dark on light ground and dark to light on dark, with mixed steps between them. */
const SCALES: Readonly<Record<Theme, readonly string[]>> = {
  light: steps(['#f3efe3', '#bcd6dc', '#6fa9c2', '#2f6f96', '#123a5a']),
  dark: steps(['#153a58', '#2c6a90', '#5fa3c2', '#a9d3de', '#e9f3f2']),
};
const UNSURE: Readonly<Record<Theme, string>> = { light: '#ffffff59', dark: '#0e101459' };
const BREAKS: Readonly<Record<Theme, string>> = { light: '#d9d4cc', dark: '#1d2026' };

function steps(anchors: readonly string[]): readonly string[] {
  const between = 8;
  return anchors.flatMap((from, i) => {
    const to = anchors[i + 1];
    if (to === undefined) return [from];
    return Array.from({ length: between }, (_, step) => mixed(from, to, step / between));
  });
}

function mixed(from: string, to: string, share: number): string {
  const channel = (text: string, at: number) => Number.parseInt(text.slice(at, at + 2), 16);
  const parts = [1, 3, 5].map((at) => Math.round(channel(from, at) + (channel(to, at) - channel(from, at)) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
