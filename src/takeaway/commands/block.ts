import { wrapped } from '../../sweep/wrapped.ts';

/** Commands of one kind, to be copied together. */
export interface CommandBlock {
  readonly id: 'qemu' | 'qmp' | 'hmp' | 'virsh' | 'guestperf' | 'kubevirt';
  readonly title: string;
  /** How the file is called that holds it: `qmp.txt`. */
  readonly file: string;
  readonly lines: readonly CommandLine[];
}

/** A line to be given, or a remark for whoever gives it. */
export type CommandLine =
  | { readonly command: string; readonly on: Side }
  | { readonly remark: string }
  /** Between two steps. */
  | { readonly gap: true };
/** Where a line is typed; `here` where there are not two sides. */
export type Side = 'source' | 'destination' | 'here';

export const remark = (text: string): CommandLine => ({ remark: text });
export const gap: CommandLine = { gap: true };
export const command = (text: string, on: Side = 'here'): CommandLine => ({ command: text, on });

/** The block as text: remarks begin with `# ` and are broken at 78 columns, commands stand as they are given. */
export function blockText({ lines }: CommandBlock): string {
  const text = lines.flatMap((line) => {
    if ('gap' in line) return [''];
    if ('command' in line) return [line.command];
    return wrapped(line.remark, { first: '# ', rest: '# ', columns: 78 });
  });
  return `${text.join('\n')}\n`;
}

/** What is typed on one side, in order, without the remarks. */
export const commandsOn = ({ lines }: CommandBlock, side: Side): readonly string[] =>
  lines.flatMap((line) => ('command' in line && line.on === side ? [line.command] : []));
