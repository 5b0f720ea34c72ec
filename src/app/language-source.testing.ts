import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';

export interface Found {
  /** Below src. */
  readonly file: string;
  readonly text: string;
}

/** What the source says to people. */
export interface SourceTexts {
  /** Goes through `t`, `counted` or a `Sentence`; a context stands behind `##`. */
  readonly texts: readonly Found[];
  /** Stands in an element as it is. */
  readonly bare: readonly Found[];
  /** Goes through `t` while its module is loaded, which is before the language is known. */
  readonly early: readonly Found[];
}

/** Reads every module below `src` that is shipped. */
export function textsOf(src: string): SourceTexts {
  const found = { texts: [], bare: [], early: [] };
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.tsx?$/.test(name) && !/\.(test|testing|d)\.tsx?$/.test(name) && !name.startsWith('language/'));
  for (const file of files) look(found, file, parseSync(file, readFileSync(src + file, 'utf8')).program, false);
  return found;
}

interface Texts {
  texts: Found[];
  bare: Found[];
  early: Found[];
}
type Node = Record<string, unknown> & { type?: string };

/** What a person sees or hears of an element besides its content. */
const SHOWN =
  /^(aria-label|aria-description|aria-roledescription|title|label|help|placeholder|alt|caption|headline|lead)$/;

function look(found: Texts, file: string, node: unknown, inFunction: boolean): void {
  if (Array.isArray(node)) for (const inner of node) look(found, file, inner, inFunction);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  const { type } = node as Node;
  if (type === 'CallExpression') lookAtCall(found, file, node as unknown as Call, inFunction);
  if (type === 'JSXOpeningElement') lookAtElement(found, file, node as unknown as Element);
  if (type === 'JSXText' && /\p{L}{2}/u.test(String((node as Node).value)))
    found.bare.push({ file, text: String((node as Node).value).trim() });
  const { openingElement } = node as { openingElement?: Element };
  if (openingElement && isForeign(openingElement)) return look(found, file, openingElement, inFunction);
  const isFunction =
    type === 'ArrowFunctionExpression' || type === 'FunctionExpression' || type === 'FunctionDeclaration';
  for (const inner of Object.values(node)) look(found, file, inner, inFunction || isFunction);
}

interface Literal {
  readonly type: string;
  readonly value?: unknown;
}
interface Call {
  readonly callee: { readonly name?: string };
  readonly arguments: readonly Literal[];
}
interface Element {
  readonly name: { readonly name?: string };
  readonly attributes: readonly { readonly name?: { readonly name?: string }; readonly value?: Literal | null }[];
}
const nameOf = (element: Element) => element.name.name ?? '';

function lookAtCall(found: Texts, file: string, call: Call, inFunction: boolean): void {
  const { name } = call.callee;
  if (name !== 't' && name !== 'counted') return;
  const text = call.arguments[name === 't' ? 0 : 2];
  const context = name === 't' ? call.arguments[2] : undefined;
  if (!inFunction) found.early.push({ file, text: String(text?.value) });
  if (typeof text?.value !== 'string') return; // of a table, see `dataTexts`
  found.texts.push({ file, text: typeof context?.value === 'string' ? `${text.value}##${context.value}` : text.value });
}

function lookAtElement(found: Texts, file: string, element: Element): void {
  for (const { name, value } of element.attributes) {
    if (value?.type !== 'Literal' || typeof value.value !== 'string') continue;
    if (nameOf(element) === 'Sentence' && name?.name === 'of') found.texts.push({ file, text: value.value });
    else if (SHOWN.test(name?.name ?? '') && /\p{L}{2}/u.test(value.value))
      found.bare.push({ file, text: value.value });
  }
}

/** Holds words of QEMU, which every language leaves as they are. */
const isForeign = (element: Element): boolean =>
  /^(code|kbd|samp|style)$/.test(nameOf(element)) ||
  element.attributes.some(({ name, value }) => name?.name === 'translate' && value?.value === 'no');
