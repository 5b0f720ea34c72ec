/** Downloads `content` as a file of this name. */
export function saveFile(name: string, type: string, content: string | Uint8Array<ArrayBuffer> | Blob): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then; until then it needs the URL.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** What people called it, as a file is called: `first-visit.scenario.json`; without any word in it `switchover`. */
export function fileName(title: string, ending: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['switchover'];
  return `${words.join('-')}.${ending}`;
}
