import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { CostPlot, costFrame } from './cost-figure.tsx';
import { EffectPlot, effectFrame } from './effect-figure.tsx';
import { MapPlot, ScaleKey } from './map-plot.tsx';
import { isChosen, lineThrough, lineWithGaps, ParallelPlot } from './parallel-plot.tsx';
import { mapColours } from './phase-colours.ts';
import type { MapContent, MapSquare } from './phase-map.tsx';
import { Picture, pictureSize } from './picture.tsx';
import { ProfilePlot } from './profile-figure.tsx';

const keeps: MapSquare = { share: 1, state: 'keeps', keptShare: 1, isSure: true, isOdd: false };
const breaks: MapSquare = { share: null, state: 'breaks', keptShare: 0, isSure: true, isOdd: false };
const content = (squares: readonly MapSquare[]): MapContent => ({
  columns: 2,
  rows: 1,
  squares,
  frontier: [[1, 0, 1, 1]],
  isoLines: [],
  across: { title: 'Write rate', ticks: [{ square: 0, label: '1 & 2' }] },
  up: { title: 'Downtime limit', ticks: [] },
});
const size = { theme: 'light', left: 100, width: 800, height: 400, textPx: 13 } as const;
const mapOf = (squares: readonly MapSquare[]): string =>
  renderToStaticMarkup(<MapPlot {...content(squares)} {...size} />);
const colours = mapColours('light');
const filled = (svg: string, colour: string) =>
  [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="[\d.]+" height="([\d.]+)" fill="(#\w+)"/g)].flatMap(
    ([, x, y, height, fill]) => (fill === colour ? [[x, y, height].map(Number)] : []),
  );

describe('the map in a file', () => {
  it('paints each square where it lies, in its colour', () => {
    const svg = mapOf([breaks, keeps]);
    expect(filled(svg, colours.breaks)).toEqual([[0, 0, 400.5]]);
    expect(filled(svg, colours.scale.at(-1)!)).toEqual([[400, 0, 400.5]]);
    expect(svg).toContain('d="M400 400L400 0"');
  });

  it('draws a stretch of one colour once, and leaves out what a constraint leaves out', () => {
    expect(filled(mapOf([keeps, keeps]), colours.scale.at(-1)!)).toEqual([[0, 0, 400.5]]);
    expect(filled(mapOf([null, keeps]), colours.scale.at(-1)!)).toEqual([[400, 0, 400.5]]);
  });

  it('colours of a square the share of the seeds that succeed, from below', () => {
    const svg = mapOf([{ ...keeps, state: 'partly', keptShare: 0.25 }, breaks]);
    expect(filled(svg, colours.scale.at(-1)!)).toEqual([]);
    expect(svg).toContain(`<rect x="0" width="400" y="300" height="100" fill="${colours.scale.at(-1)}"`);
  });

  it('strokes what is not confirmed, and nothing else', () => {
    const strokes = (squares: readonly MapSquare[]) =>
      /<path d="([^"]*)"[^>]*stroke-opacity="0.35"/.exec(mapOf(squares))![1];
    expect(strokes([keeps, breaks])).toBe('');
    expect(strokes([keeps, { ...breaks, isSure: false }])).toBe('M400 400L800 0');
  });

  it('has the lines of equal value with their values', () => {
    const path = [[0.5, 0.5], [1.5, 0.5]] as const; // biome-ignore format: two points
    const svg = renderToStaticMarkup(
      <MapPlot {...content([keeps, keeps])} {...size} isoLines={[{ value: 3, label: '3 s', paths: [path] }]} />,
    );
    expect(svg).toContain('d="M200 200L600 200"');
    expect(svg).toContain('>3 s</text>');
  });
});

describe('a picture', () => {
  const words = { caption: ['What there is.'], provenance: ['A < B.', 'Engine revision 1.'], width: 800, height: 300 };
  const svg = renderToStaticMarkup(
    <Picture {...words} theme="dark" title="A <map>" metadata='{"name":"A"}'>
      <ScaleKey title="Guest stopped" least="1 ms" most="2 s" theme="dark" />
    </Picture>,
  );

  it('says what it is and where it comes from, in words that XML can hold', () => {
    expect(svg).toContain('<title>A &lt;map&gt;</title>');
    expect(svg).toContain('<desc>What there is. A &lt; B. Engine revision 1.</desc>');
    expect(svg).toContain('<metadata>{&quot;name&quot;:&quot;A&quot;}</metadata>');
    for (const text of ['What there is.', 'A &lt; B.', 'Engine revision 1.']) expect(svg).toContain(`>${text}</text>`);
  });

  it('has its size outside, so that a canvas can be as large', () => {
    const { width, height } = pictureSize(words);
    expect(svg).toContain(`viewBox="0 0 ${width} ${height}"`);
  });
});

/* A file has no style sheet: what a shape does not say of itself is black, or not there. */
describe.each([
  ['map', <MapPlot key="map" {...content([keeps, breaks])} {...size} />],
  [
    'profile',
    <ProfilePlot
      key="profile"
      {...size}
      marks={[{ column: 0, counted: 3, paged: { least: 1, median: 2, most: 4 } }]}
      columns={2}
      across={content([]).across}
      up={content([]).up}
      isBytes={false}
      format={String}
      promised={3}
    />,
  ],
  [
    'costs',
    (() => {
      const axis = { title: 'Sent', isBytes: true, format: String, promised: 5 };
      const dots = [{ key: 1, x: 4, y: 6, keepsPromise: true, isSure: true }];
      const costs = { dots, front: dots, across: axis, up: axis };
      return <CostPlot key="costs" {...costs} frame={costFrame(costs, size)!} theme="light" withFront />;
    })(),
  ],
  [
    'effects',
    (() => {
      const dots = [{ key: 'a', label: 'A', meanSize: 4, deviation: 2 }];
      const effects = { dots, isBytes: false, format: String, across: 'x', up: 'y' };
      return <EffectPlot key="effects" {...effects} frame={effectFrame(effects, size)} theme="light" withDots />;
    })(),
  ],
  [
    'lines',
    <ParallelPlot
      key="lines"
      axes={[0, 1].map((i) => ({
        key: String(i),
        title: `Axis ${i}`,
        ticks: [{ share: 0, label: 'none' }],
        stops: 3,
        textAt: String,
      }))}
      lines={[{ key: 1, shares: [0.5, 1], colour: 0.5, isSure: false }]}
      choice={{}}
      {...size}
    />,
  ],
])('the shapes of the %s', (_, shapes) => {
  const svg = renderToStaticMarkup(shapes);
  it('have colours of their own and no class', () => {
    expect(svg).not.toMatch(/class=|var\(--/);
    for (const [text] of svg.matchAll(/<text[^>]*>/g)) expect(text).toMatch(/ fill="#/);
    for (const [line] of svg.matchAll(/<line[^>]*>/g)) expect(line).toMatch(/ stroke="#/);
    expect(svg).not.toContain('NaN');
  });
});

it('a line is chosen when it passes through what is chosen on each axis, and one without a figure there is not', () => {
  const axes = ['a', 'b'].map((key) => ({ key, title: key, ticks: [], stops: 3, textAt: String }));
  const line = (...shares: (number | null)[]) => ({ key: 1, shares, colour: null, isSure: true });
  expect(isChosen(line(0.5, null), axes, {})).toBe(true);
  expect(isChosen(line(0.5, null), axes, { b: [0, 1] })).toBe(false);
  expect(isChosen(line(0.5, 0.5), axes, { a: [0.5, 1], b: [0, 0.5] })).toBe(true);
  expect(isChosen(line(0.4, 0.5), axes, { a: [0.5, 1] })).toBe(false);
});

it('a line that is not sure has gaps, and ends where a sure one does', () => {
  const at = (n: number) => n * 100;
  expect(lineThrough([0, 1, null, 1], at, at)).toBe('M0.0 0.0L100.0 100.0M300.0 100.0');
  expect(lineWithGaps([0, 1, null, 1], at, at)).toBe('M0.0 0.0L30.0 30.0M40.0 40.0L60.0 60.0M70.0 70.0L100.0 100.0');
});
