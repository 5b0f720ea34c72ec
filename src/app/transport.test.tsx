import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Transport, type TransportProps } from './transport.tsx';

const nothing = () => undefined;
const props: TransportProps = {
  nowMs: 6412,
  endMs: 7338,
  playing: false,
  speed: 0.5,
  stepUnit: 'window',
  marks: [
    { atMs: 0, label: 'sync 1' },
    { atMs: 3669, label: 'sync 2' },
  ],
  stopped: { fromMs: 7100, toMs: 7338 },
  passLabel: 'pass 4',
  onPlay: nothing,
  onPause: nothing,
  onStep: nothing,
  onSeek: nothing,
  onSpeed: nothing,
  onStepUnit: nothing,
};
const render = (changes: Partial<TransportProps> = {}) => renderToStaticMarkup(<Transport {...props} {...changes} />);

describe('the transport bar', () => {
  it('says in words where it is, how fast and how far a step goes', () => {
    const html = render();
    for (const name of ['Play', 'One window back', 'One window forward', 'To the start', 'To the end'])
      expect(html).toContain(`aria-label="${name}"`);
    expect(html).toContain('aria-valuetext="6.412 s of 7.338 s"');
    expect(html).toContain('aria-label="Speed: 0.5× real time"');
    expect(html).toContain('pass 4');
    expect(render({ playing: true, stepUnit: 'sync' })).toContain('aria-label="Pause"');
    expect(render({ stepUnit: 'sync' })).toContain('aria-label="One sync back"');
    expect(render({ speed: Number.POSITIVE_INFINITY })).toContain('as fast as it can');
  });

  it('draws the syncs and the stop at their share of the run', () => {
    const html = render();
    expect(html).toContain('d="M0.00 0V1M500.00 0V1"');
    expect(html).toContain(`left:${(7100 / 7338) * 100}%;right:0%`);
  });

  it('can do nothing while there is no run', () => {
    const html = render({ nowMs: 0, endMs: 0, marks: [], stopped: null });
    expect(
      html.match(/<button[^>]*aria-label="(To|One \w+ \w+"|Play)[^>]*>/g)!.every((tag) => tag.includes('disabled')),
    ).toBe(true);
    expect(html).toMatch(/<input[^>]*type="range"[^>]*disabled/);
  });
});
