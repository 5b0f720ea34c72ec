/** A picture that stands by itself as PNG, two pixels a px. */
export async function pngOf(
  svg: string,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = new OffscreenCanvas(width * 2, height * 2);
  canvas.getContext('2d')!.drawImage(image, 0, 0, width * 2, height * 2);
  return canvas.convertToBlob({ type: 'image/png' });
}
