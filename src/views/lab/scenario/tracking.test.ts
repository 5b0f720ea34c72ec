import { expect, it } from 'vitest';
import { scenarioWith } from '../../../scenario/defaults.ts';
import { sharedTracking } from './tracking.ts';

it('is one choice for all devices, or says that they differ', () => {
  const two = (container: 'type1' | 'iommufd') =>
    scenarioWith({ devices: [{ container: 'type1' }, { name: 'b', container }] });
  expect(sharedTracking(scenarioWith({}))).toBe('no-device');
  expect(sharedTracking(two('type1'))).toBe('type1');
  expect(sharedTracking(two('iommufd'))).toBe('differs');
});
