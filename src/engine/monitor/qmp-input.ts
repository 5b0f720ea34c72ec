import { expects, QmpError } from './qmp-error.ts';

/** One command as it came over the socket. */
export interface QmpRequest {
  readonly execute: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Sent back with the reply; undefined when there was none. */
  readonly id: unknown;
}

/**
 * Reads one command.
 * @throws QmpError when it is none; of a text that is no JSON the words are a guess: QEMU's parser has several, and
 *   waits for more where a bracket is still open
 * @source QEMU qapi/qmp-dispatch.c, qmp_dispatch_check_obj()
 */
export function parseRequest(text: string): QmpRequest {
  const parsed = parseJson(text);
  if (!isObject(parsed)) throw new QmpError('QMP input must be a JSON object');
  for (const [name, value] of Object.entries(parsed)) {
    if (name === 'execute' && typeof value !== 'string')
      throw new QmpError("QMP input member 'execute' must be a string");
    if (name === 'arguments' && !isObject(value)) throw new QmpError("QMP input member 'arguments' must be an object");
    if (!['execute', 'arguments', 'id'].includes(name)) throw new QmpError(`QMP input member '${name}' is unexpected`);
  }
  const { execute, arguments: given = {}, id } = parsed as Partial<QmpRequest>;
  if (execute === undefined) throw new QmpError("QMP input lacks member 'execute'");
  return { execute, arguments: given, id };
}

/** How one argument is read. @throws QmpError in the words of QAPI's visitor */
export type Read<T> = (value: unknown, name: string) => T;
type Shape = Readonly<Record<string, { readonly read: Read<unknown>; readonly isOptional?: boolean }>>;

/**
 * Reads the arguments of a command, or an object inside them: first the members it knows, in their order, then
 * whatever is left is unexpected.
 * @param path of the object in the arguments, '' for the arguments themselves; names what is missing
 * @source QEMU qapi/qobject-input-visitor.c
 */
export function readMembers(
  given: Readonly<Record<string, unknown>>,
  shape: Shape,
  path = '',
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, { read, isOptional }] of Object.entries(shape)) {
    const value = given[name];
    if (value !== undefined) found[name] = read(value, path + name);
    else if (!isOptional) throw new QmpError(`Parameter '${path}${name}' is missing`);
  }
  for (const name of Object.keys(given))
    if (!Object.hasOwn(shape, name)) throw new QmpError(`Parameter '${path}${name}' is unexpected`);
  return found;
}

export const readString: Read<string> = (value, name) => {
  if (typeof value !== 'string') throw wrongType(name, 'string');
  return value;
};
export const readBoolean: Read<boolean> = (value, name) => {
  if (typeof value !== 'boolean') throw wrongType(name, 'boolean');
  return value;
};
/** A negative number is taken as the huge one with the same bits, as QEMU does for the sake of old callers. */
export const readUint64: Read<number> = (value, name) => {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw expects(name, 'uint64');
  return value < 0 ? 2 ** 64 + value : value;
};
/** @param bits 8 or 32 */
export const readUint =
  (bits: number): Read<number> =>
  (value, name) => {
    const read = readUint64(value, name);
    if (read >= 2 ** bits) throw expects(name, `uint${bits}_t`);
    return read;
  };
/** An error names the member alone, without the path to it. */
export const readEnum =
  (values: readonly string[]): Read<string> =>
  (value, name) => {
    const text = readString(value, name);
    if (!values.includes(text))
      throw new QmpError(`Parameter '${name.split('.').at(-1)}' does not accept value '${text}'`);
    return text;
  };
export const readList =
  <T>(read: Read<T>): Read<T[]> =>
  (value, name) => {
    if (!Array.isArray(value)) throw wrongType(name, 'array');
    return value.map((item, i) => read(item, `${name}[${i}]`));
  };
export const readObject =
  (shape: Shape): Read<Record<string, unknown>> =>
  (value, name) => {
    if (!isObject(value)) throw wrongType(name, 'object');
    return readMembers(value, shape, `${name}.`);
  };

const wrongType = (name: string, type: string) =>
  new QmpError(`Invalid parameter type for '${name}', expected: ${type}`);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new QmpError('JSON parse error, expecting value');
  }
}
