import { describe, expect, it } from 'vitest';
import { XbzrleCache } from './xbzrle-cache.ts';

/** Of four slots. */
const cache = () => new XbzrleCache(4 * 4096, 1000);

describe('the cache of XBZRLE', () => {
  it('has one place for a page, which pages at a distance of its size share', () => {
    const pages = cache();
    expect(pages.insert(5, 1)).toBe(true);
    expect([5, 1, 9].map((page) => pages.has(page, 1))).toEqual([true, false, false]);
    expect(pages.insert(6, 1)).toBe(true);
    expect(pages.has(5, 1)).toBe(true);
  });

  it('keeps a page against another for two syncs after it was put in or found', () => {
    const pages = cache();
    pages.insert(1, 3);
    expect(pages.insert(5, 4)).toBe(false);
    expect(pages.has(1, 4)).toBe(true);
    expect(pages.insert(5, 5)).toBe(false);
    expect(pages.insert(5, 6)).toBe(true);
    expect(pages.has(1, 6)).toBe(false);
  });

  it('takes a younger copy of the same page at any time', () => {
    const pages = cache();
    pages.insert(1, 3);
    expect(pages.insert(1, 3)).toBe(true);
  });

  it('forgets everything when its size changes', () => {
    const pages = cache();
    pages.insert(1, 1);
    pages.resize(8 * 4096);
    expect(pages.has(1, 1)).toBe(false);
  });

  it('of more slots than RAM has pages takes no memory for those that no page can reach', () => {
    const pages = new XbzrleCache(4 * 2 ** 40, 1000);
    expect(pages.copyBytes).toBe(2 * 4 * 1024);
    for (let page = 0; page < 1000; page++) expect(pages.insert(page, 1)).toBe(true);
    for (let page = 0; page < 1000; page++) expect(pages.has(page, 1)).toBe(true);
  });

  it('is again what it was when a copy is put back', () => {
    const pages = cache();
    pages.insert(1, 1);
    const copy = pages.copy();
    pages.resize(4096);
    pages.insert(2, 1);
    pages.restore(copy);
    expect([1, 2].map((page) => pages.has(page, 1))).toEqual([true, false]);
  });
});
