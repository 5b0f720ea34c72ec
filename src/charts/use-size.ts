import { type RefCallback, useCallback, useState, useSyncExternalStore } from 'react';

export interface Size {
  /** CSS px of the content box; 0 until the element has been laid out. */
  readonly width: number;
  readonly height: number;
  /** px of the text of figures: three quarters of the page's, at least 12. */
  readonly textPx: number;
}

/** The size of the element that the ref is given to, whenever it changes. */
export function useSize(): [ref: RefCallback<HTMLElement>, size: Size] {
  const [size, setSize] = useState<Size>({ width: 0, height: 0, textPx: 12 });
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      const rootPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setSize({
        width: Math.floor(width),
        height: Math.floor(height),
        textPx: Math.max(12, Math.round(rootPx * 0.75)),
      });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}

/** Device pixels to a CSS px; changes when the window moves to another screen or the page is zoomed. */
export function usePixelRatio(): number {
  return useSyncExternalStore(watchPixelRatio, () => window.devicePixelRatio);
}

function watchPixelRatio(changed: () => void): () => void {
  let query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
  const react = () => {
    query.removeEventListener('change', react);
    query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener('change', react);
    changed();
  };
  query.addEventListener('change', react);
  return () => query.removeEventListener('change', react);
}
