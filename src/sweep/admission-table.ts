import { RELEASES } from '../engine/migration/releases.ts';
import type { Admission } from '../engine/record.ts';
import type { ContainerName, ReleaseName, VfioProperties } from '../engine/scenario.ts';
import { admit } from '../engine/vfio/admission.ts';
import { scenarioWith, vfioDevice } from '../scenario/defaults.ts';
import { MIB } from '../units.ts';

/** One combination, and whether such a guest may be migrated by the release as it is. All its devices are of one kind. */
export interface AdmissionRow extends AdmissionCase {
  readonly verdict: AdmissionVerdict;
  /**
   * In QEMU's words, with the device's name: the error that `migrate` returns, that with which QEMU does not start, or the
   * warning that was printed last; '' when nothing is said.
   */
  readonly message: string;
}
export interface AdmissionCase {
  readonly release: ReleaseName;
  /** Before 8.1 `auto` and `off` are the same: `x-enable-migration` is off. */
  readonly enableMigration: VfioProperties['enable-migration'];
  readonly deviceLogging: boolean;
  readonly containerTracker: ContainerName;
  readonly viommu: boolean;
  readonly devices: 1 | 2;
  readonly p2p: boolean;
}
export type AdmissionVerdict = 'allowed' | 'warned' | 'blocked' | 'realize-error';

/** Every combination, in the order of the columns. */
export function admissionTable(): readonly AdmissionRow[] {
  return admissionCases().map((each) => ({ ...each, ...decided(each) }));
}

/** Every combination of what decides on admission, the last column running fastest. */
export function admissionCases(): readonly AdmissionCase[] {
  let cases: readonly Partial<AdmissionCase>[] = [{}];
  for (const [name, values] of Object.entries(COLUMNS))
    cases = cases.flatMap((each) => values.map((value) => ({ ...each, [name]: value })));
  return cases as readonly AdmissionCase[];
}

const COLUMNS: { readonly [Name in keyof AdmissionCase]: readonly AdmissionCase[Name][] } = {
  release: Object.values(RELEASES).map(({ name }) => name),
  enableMigration: ['auto', 'on', 'off'],
  deviceLogging: [false, true],
  containerTracker: ['type1', 'type1-pinned', 'iommufd', 'iommufd-tracking'],
  viommu: [false, true],
  devices: [1, 2],
  p2p: [false, true],
};

function decided(each: AdmissionCase): Pick<AdmissionRow, 'verdict' | 'message'> {
  const { release, viommu, devices } = each;
  const { admission } = admit(
    scenarioWith({
      guest: { ramBytes: MIB },
      devices: NAMES.slice(0, devices).map((name) => deviceOf(each, name)),
      qemu: { release, viommu, untrackedRule: 'as-released' },
    }),
  );
  return verdictOf(admission);
}

const NAMES = ['0000:01:00.0', '0000:02:00.0'];

const deviceOf = ({ enableMigration, deviceLogging, containerTracker, p2p }: AdmissionCase, name: string) =>
  vfioDevice({
    name,
    container: containerTracker,
    deviceLogging,
    p2p,
    properties: { 'enable-migration': enableMigration },
  });

function verdictOf({ devices, error, realizeError }: Admission): Pick<AdmissionRow, 'verdict' | 'message'> {
  if (realizeError !== null) return { verdict: 'realize-error', message: realizeError };
  if (error !== null) return { verdict: 'blocked', message: error };
  const warned = devices.findLast(({ verdict }) => verdict === 'warned');
  return warned ? { verdict: 'warned', message: warned.message } : { verdict: 'allowed', message: '' };
}
