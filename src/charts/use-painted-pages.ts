import { useEffect, useRef } from 'react';
import type { FrameFeed } from './frame-feed.ts';

/** Ref of a canvas that shows one side of every frame, at the frame's own size, and the pixels that it shows now. */
export function usePaintedPages(frames: FrameFeed, side: 'source' | 'destination') {
  const canvas = useRef<HTMLCanvasElement>(null);
  const shown = useRef<Uint32Array>(new Uint32Array(0));
  useEffect(() => {
    const context = canvas.current?.getContext('2d', { alpha: false });
    if (!context) return;
    let image: ImageData | null = null;
    let pixels = new Uint32Array(0);
    return frames.subscribe(({ columns, rows, ...sides }) => {
      if (image?.width !== columns || image.height !== rows) {
        context.canvas.width = columns;
        context.canvas.height = rows;
        image = context.createImageData(columns, rows);
        pixels = new Uint32Array(image.data.buffer);
        shown.current = pixels;
      }
      // ImageData cannot view shared memory, so the pixels are copied.
      pixels.set(sides[side].subarray(0, columns * rows));
      context.putImageData(image, 0, 0);
    });
  }, [frames, side]);
  return { canvas, shown };
}
