/** A language the page can speak, as its speakers call it. */
export interface Language {
  /** BCP 47. */
  readonly id: string;
  readonly name: string;
}

export const LANGUAGES: readonly Language[] = [
  { id: 'en', name: 'English' },
  { id: 'de', name: 'Deutsch' },
];

/** The chosen language, else the first of the browser's languages that the page can speak, else English. */
export function chosenLanguage(): string {
  const asked = remembered() ?? navigator.languages.map(primary).find(isSpoken);
  return asked === 'en-XA' || (asked !== undefined && isSpoken(asked)) ? asked : 'en';
}

/** Keeps the choice for the next visits and opens the page anew, with all that its address holds. */
export function chooseLanguage(id: string): void {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    return; // Storage is blocked: the page would come back in the language it had.
  }
  location.reload();
}

const KEY = 'switchover-language';

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

const primary = (tag: string): string => tag.split('-')[0]!;
const isSpoken = (id: string): boolean => LANGUAGES.some((language) => language.id === id);
