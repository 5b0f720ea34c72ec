import { describe, expect, it } from 'vitest';
import { plainColour } from '../charts/page-categories.ts';
import { SOURCE } from '../charts/page-painter.ts';
import { comparisonFigures, figuresOf, pageFigure } from './figures.ts';
import { reportHtml } from './report.ts';
import { SHOWN_PRESETS, takenComparison, takenRun } from './taken-run.testing.ts';
import { provenanceOf } from './taken-run.ts';

/** Elements are closed in the order in which they were opened. */
function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  for (const [tag, name] of xml.matchAll(/<(\/?[a-zA-Z][\w-]*)(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g)) {
    if (tag.endsWith('/>')) continue;
    if (!name!.startsWith('/')) open.push(name!);
    else if (open.pop() !== name!.slice(1)) return false;
  }
  const rest = xml.replaceAll(/<(\/?[a-zA-Z][\w-]*)(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g, '');
  return open.length === 0 && !/[<>]/.test(rest) && !/&(?!(amp|lt|gt|quot);)/.test(rest);
}

describe.each(SHOWN_PRESETS)('the figures of %s', (id) => {
  const run = takenRun(id);
  it.each(figuresOf(run).filter(({ picture }) => picture))(
    '$id is a picture with caption and provenance, in both themes',
    ({ picture, caption }) => {
      for (const theme of ['light', 'dark'] as const) {
        const { svg, width, height } = picture!(theme);
        expect(isWellFormed(svg)).toBe(true);
        expect(svg).not.toMatch(/NaN|undefined|Infinity/);
        expect(svg).toContain(`width="${width}" height="${height}"`);
        const { scenario, run: digest, release, seed, link } = provenanceOf(run);
        for (const part of [scenario, digest, `QEMU ${release}`, `seed ${seed}`, link, caption.split(' ')[0]!])
          expect(svg).toContain(part);
      }
    },
  );
});

it('draws what the run did: each stop, each pass, the part of the pause that is longest', () => {
  const run = takenRun('converging');
  const svgOf = (id: string) => figuresOf(run).find((figure) => figure.id === id)!.picture!('light').svg;
  expect(svgOf('curve')).toMatch(/>stopped [\d.]+ m?s</);
  expect(svgOf('passes').match(/pages sent|sent</g)!.length).toBeGreaterThan(0);
  expect(svgOf('downtime')).toContain('>RAM<');
  expect(svgOf('states')).toContain('>guest<');
});

it('draws a map of pages with its legend', () => {
  const run = takenRun('first-visit');
  const { picture, tables } = pageFigure(run, {
    atMs: 12.5,
    side: 'source',
    counts: [{ name: 'zero', pages: 7 }],
    range: 'all of the guest',
    map: {
      image: 'data:image/png;base64,AAAA',
      columns: 8,
      rows: 4,
      legend: [{ name: 'zero', pages: 7, colour: plainColour(SOURCE.zero) }],
    },
  });
  const { svg } = picture!('light');
  expect(isWellFormed(svg)).toBe(true);
  expect(svg).toContain('href="data:image/png;base64,AAAA"');
  expect(svg).toContain('>zero 7<');
  expect(tables[0]!.rows).toEqual([[12.5, 'source', 'zero', 7]]);
});

it('draws runs beside each other, a refused one too', () => {
  const comparison = takenComparison('first-visit', 'auto-blocks');
  const [curves] = comparisonFigures(comparison, { toMs: 5000, maxBytes: 4e9 });
  const { svg } = curves!.picture!('dark');
  expect(isWellFormed(svg)).toBe(true);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  for (const run of comparison.runs) expect(svg).toContain(run.timeline.outcome!.verdict.headline.split(' ')[0]!);
});

describe('the report', () => {
  const report = (...of: readonly string[]) => ({
    ...takenComparison(...of),
    decision: '',
    madeOn: '2026-03-14',
    shared: { toMs: 9000, maxBytes: 4e9 },
  });

  it('holds question, runs, evidence, decision and digests', () => {
    const given = { ...report('converging'), question: 'Is 300 ms enough?', decision: 'No.\n\nTake 400 ms.' };
    const html = reportHtml(given);
    const [run] = given.runs;
    expect([...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title)).toEqual([
      'Runs',
      'Evidence',
      'What QEMU decided',
      'Decision',
      'To make it again',
    ]);
    expect(html).toContain('<h1>Is 300 ms enough?</h1>');
    expect(html).toContain('<p>No.</p>\n<p>Take 400 ms.</p>');
    expect(html).toContain(run!.timeline.outcome!.verdict.headline);
    expect(html).toContain(run!.timeline.outcome!.digest);
    expect(html).toContain(provenanceOf(run!).scenario);
    expect(html).toMatch(/At [\d.]+ m?s, in decision \d+ of \d+, it stops the guest and completes: /);
    for (const [svg] of html.matchAll(/<svg xmlns.*?<\/figure>/gs))
      expect(isWellFormed(svg.replace(/<figcaption>.*/s, ''))).toBe(true);
  });

  it('loads nothing', () => {
    for (const html of [
      reportHtml(report('first-visit')),
      reportHtml(report('first-visit', 'untracked-skip-precopy')),
    ]) {
      expect(html).not.toMatch(/<script|<link|<iframe|<img|\bsrc=|@import|url\(/);
      for (const [, address] of html.matchAll(/\bhref="([^"]*)"/g))
        expect(address).toBe('https://example.org/#s=2.abc');
      expect(html).toContain("default-src 'none'");
    }
  });

  it('takes words for words', () => {
    const run = takenRun('first-visit');
    const evil = '<img src=x onerror=alert(1)>"&';
    const html = reportHtml({
      ...report('first-visit'),
      question: evil,
      decision: evil,
      runs: [{ ...run, title: evil, note: evil, link: `javascript:"${evil}` }],
    });
    expect(html).not.toContain('<img');
    expect(html).not.toContain('href="javascript:');
  });

  it('tells the notes with their places, and has no heading for none', () => {
    const notes = [{ place: '1.2 s', text: 'Here <it> begins.' }];
    expect(reportHtml({ ...report('first-visit'), notes })).toMatch(
      /<h2>Notes<\/h2>\n<ul><li><b>1\.2 s\.<\/b> Here &lt;it&gt; begins\.<\/li><\/ul>/,
    );
    expect(reportHtml(report('first-visit'))).not.toContain('Notes');
  });

  it('leaves room to write when nothing was decided', () => {
    expect(reportHtml(report('first-visit'))).toContain('<div class="rule">');
  });
});
