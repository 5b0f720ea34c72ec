import { describe, expect, it } from 'vitest';
import { type MapPicture, mapPicture } from './map-picture.ts';
import { mapColours } from './phase-colours.ts';
import type { MapSquare } from './phase-map.tsx';

const keeps: MapSquare = { share: 1, state: 'keeps', isSure: true, isOdd: false };
const breaks: MapSquare = { share: null, state: 'breaks', isSure: true, isOdd: false };
const picture = (squares: readonly MapSquare[]): MapPicture => ({
  columns: 2,
  rows: 1,
  squares,
  frontier: [[1, 0, 1, 1]],
  across: { title: 'Write rate', ticks: [{ square: 0, label: '1 & 2' }] },
  up: { title: 'Downtime limit', ticks: [] },
  theme: 'light',
  title: 'A <map>',
  scale: { title: 'Guest stopped', least: '1 ms', most: '2 s' },
  provenance: ['Engine revision 1.'],
  metadata: '{"name":"A"}',
});
const colours = mapColours('light');
const filled = (svg: string, colour: string): string[] =>
  [...svg.matchAll(/<rect x="([\d.]+)" [^>]*height="480.50" fill="(#\w+)"/g)].flatMap(([, x, fill]) =>
    fill === colour ? [x!] : [],
  );

describe('mapPicture', () => {
  it('paints each square where it lies, in its colour', () => {
    const svg = mapPicture(picture([breaks, keeps]));
    expect(filled(svg, colours.breaks)).toEqual(['112.00']);
    expect(filled(svg, colours.scale.at(-1)!)).toEqual(['516.00']);
    expect(svg).toContain('<path d="M516.00 556.00L516.00 76.00"');
  });

  it('draws a stretch of one colour once, and leaves out what a constraint leaves out', () => {
    expect(filled(mapPicture(picture([keeps, keeps])), colours.scale.at(-1)!)).toEqual(['112.00']);
    expect(filled(mapPicture(picture([null, keeps])), colours.scale.at(-1)!)).toEqual(['516.00']);
  });

  it('strokes what is not confirmed, and nothing else', () => {
    const strokes = (squares: readonly MapSquare[]) => /<path d="([^"]*)"/.exec(mapPicture(picture(squares)))![1];
    expect(strokes([keeps, breaks])).toBe('');
    expect(strokes([keeps, { ...breaks, isSure: false }])).toBe('M516.00 556.00L920.00 76.00');
  });

  it('says where it comes from, in words that XML can hold', () => {
    const svg = mapPicture(picture([breaks, keeps]));
    expect(svg).toContain('<title>A &lt;map&gt;</title>');
    expect(svg).toContain('>1 &amp; 2</text>');
    expect(svg).toContain('<metadata>{&quot;name&quot;:&quot;A&quot;}</metadata>');
    expect(svg).toContain('>Engine revision 1.</text>');
    expect(svg).toContain('>Guest stopped: 1 ms to 2 s</text>');
  });
});
