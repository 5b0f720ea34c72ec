import { formatCount, writeNumbersWith } from '../units.ts';

/** What stands in the braces of a text; a number is written as a count. */
export type Values = Readonly<Record<string, string | number>>;

/**
 * The texts of one language by their English. A text that counts has one form for each plural category of
 * `Intl.PluralRules`; its key is the English form for many. A text that needs a context has it behind `##` in its key.
 */
export type Catalogue = Readonly<Record<string, string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>>>;

/** What a page, or a worker it starts, speaks. Plain data: a worker gets it in a message. */
export interface Speech {
  /** BCP 47. `en` needs no catalogue; `en-XA` puts every text in brackets, which shows those that were forgotten. */
  readonly language: string;
  readonly catalogue: Catalogue;
}

/**
 * `text` in the language of the page, with `{name}` replaced by `values.name`. The English is the key, so the source
 * reads as the screen does, and a text that no catalogue has stands in English. Call it when the text is shown, never
 * while a module is loaded: the language is not known then. Words of QEMU do not go through it.
 * @param context tells two uses of one English text apart: `t('Open', {}, 'state')`
 */
export function t(text: string, values: Values = {}, context?: string): string {
  const found = spoken.catalogue[context ? `${text}##${context}` : text] ?? text;
  return marked(filled(typeof found === 'string' ? found : (found.other ?? text), values));
}

/** As `t`, for a text with a number of things in it: `counted(pages, '{count} page', '{count} pages')`. */
export function counted(count: number, one: string, many: string, values: Values = {}): string {
  const found = spoken.catalogue[many] ?? { one, other: many };
  const text = typeof found === 'string' ? found : (found[plurals.select(count)] ?? found.other ?? many);
  return marked(filled(text, { ...values, count }));
}

/** From now on `t` answers in this language. The page is loaded anew for another one, so no text on it is left behind. */
export function speak(speech: Speech): void {
  spoken = speech;
  plurals = new Intl.PluralRules(speech.language);
  const parts = new Intl.NumberFormat(speech.language, { useGrouping: 'always' }).formatToParts(1000.5);
  const mark = (type: string, otherwise: string) => parts.find((part) => part.type === type)?.value ?? otherwise;
  writeNumbersWith({ group: mark('group', ','), decimal: mark('decimal', '.') });
}

/** What `make` makes in English, whatever the page speaks: for files that are read back and compared. */
export function inEnglish<T>(make: () => T): T {
  const before = spoken;
  speak(ENGLISH);
  try {
    return make();
  } finally {
    speak(before);
  }
}

/** What is spoken, to be handed to a worker. */
export const speech = (): Speech => spoken;

const ENGLISH: Speech = { language: 'en', catalogue: {} };
let spoken = ENGLISH;
let plurals = new Intl.PluralRules('en');

const filled = (text: string, values: Values): string =>
  text.replace(/\{([\w-]+)\}/g, (hole, name: string) => {
    const value = values[name];
    return value === undefined ? hole : typeof value === 'number' ? formatCount(value) : value;
  });

const marked = (text: string): string => (spoken.language === 'en-XA' ? `[${text}]` : text);
