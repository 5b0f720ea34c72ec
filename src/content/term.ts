import type { ExampleName } from './examples.ts';
import type { Prose } from './prose.ts';

/** A word of the glossary. */
export interface Term {
  /** In the address: `term=dirty-log`. */
  readonly id: string;
  readonly name: string;
  /** Other names that people look for. */
  readonly also?: readonly string[];
  /** One to three sentences. */
  readonly definition: Prose;
  /** Where the rule stands: file and function of QEMU, or another public source. */
  readonly source: string;
  /** A run in which it is to be seen, and what it shows there; its values are those of `MEASURES`. */
  readonly example: { readonly run: ExampleName; readonly says: Prose };
}
