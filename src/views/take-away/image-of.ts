/** Pixels as `data:image/png;base64,…`. They may lie in shared memory, which no picture can view, so they are copied. */
export function imageOf(pixels: Uint32Array, columns: number, rows: number): string {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext('2d', { alpha: false })!;
  const image = context.createImageData(columns, rows);
  new Uint32Array(image.data.buffer).set(pixels);
  context.putImageData(image, 0, 0);
  return canvas.toDataURL('image/png');
}
