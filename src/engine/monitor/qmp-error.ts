/** The monitor refuses: `desc` is QEMU's text to the letter. */
export class QmpError extends Error {
  override readonly name = 'QmpError';
  readonly errorClass: 'GenericError' | 'CommandNotFound';
  constructor(desc: string, errorClass: QmpError['errorClass'] = 'GenericError') {
    super(desc);
    this.errorClass = errorClass;
  }
}

/** `QERR_INVALID_PARAMETER_VALUE` of 7.2; the name is written as the caller writes it, with - or _. */
export const expects = (name: string, what: string): QmpError => new QmpError(`Parameter '${name}' expects ${what}`);
