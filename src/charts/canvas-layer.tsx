import { type CSSProperties, useLayoutEffect, useRef } from 'react';
import styles from './charts.module.css';
import { usePixelRatio } from './use-size.ts';

export interface CanvasLayerProps {
  /** CSS px */
  readonly width: number;
  readonly height: number;
  /** Draws on an empty canvas in CSS px. The canvas is drawn again when this is another function, so keep it memoised. */
  readonly draw: (context: CanvasRenderingContext2D) => void;
  readonly style?: CSSProperties;
}

/** A picture as sharp as the screen, behind everything else in its figure and unknown to assistive technology. */
export function CanvasLayer({ width, height, draw, style }: CanvasLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pixelRatio = usePixelRatio();
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    element.width = Math.round(width * pixelRatio); // also clears
    element.height = Math.round(height * pixelRatio);
    context.scale(pixelRatio, pixelRatio);
    draw(context);
  }, [width, height, pixelRatio, draw]);
  return <canvas ref={canvas} aria-hidden className={styles.layer} style={{ width, height, ...style }} />;
}
