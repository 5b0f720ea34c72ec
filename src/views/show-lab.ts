/** The address of the Lab, which is the screen that an address without a name shows; the run goes along. */
export const labAddress = (): string =>
  `#${window.location.hash
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('view='))
    .join('&')}`;

/** Goes there. */
export function showLab(): void {
  window.location.hash = labAddress();
}
