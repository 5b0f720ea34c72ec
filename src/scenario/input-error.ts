/**
 * Something from outside that cannot be used, in parts, so that a view can set them apart. `message` joins the first
 * three: `idle.json: guest.ramBytes: 4097 is not a multiple of 4096`.
 */
export class InputError extends Error {
  readonly file: string;
  /** Dotted path, or '' when the fault is in the whole of it. */
  readonly field: string;
  readonly fault: string;
  /** What to do about it, one sentence or ''. */
  readonly advice: string;

  constructor(file: string, { field, fault, advice }: Fault) {
    super([file, field, fault].filter((part) => part !== '').join(': '));
    this.name = new.target.name;
    this.file = file;
    this.field = field;
    this.fault = fault;
    this.advice = advice;
  }
}

export interface Fault {
  readonly field: string;
  readonly fault: string;
  readonly advice: string;
}

/** A scenario file, or a scenario in a message, that is not one. */
export class ScenarioError extends InputError {}
/** A link whose fragment does not hold a scenario. */
export class LinkError extends InputError {}
