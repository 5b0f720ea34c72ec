import type { Region } from '../../../engine/scenario.ts';
import { NumberField } from '../../../ui/number-field.tsx';
import { formatBytes, pagesToBytes } from '../../../units.ts';
import { countOf } from './own-numbers.ts';

export interface RegionStartProps {
  readonly region: Region;
  readonly ramPages: number;
  readonly onChange: (region: Region) => void;
}

/** Where in RAM a region begins; it may not reach beyond the end. */
export function RegionStart({ region, ramPages, onChange }: RegionStartProps) {
  const end = pagesToBytes(region.startPage + region.pages);
  return (
    <NumberField
      label="Starts at page"
      defaultText="0"
      help={`From ${formatBytes(pagesToBytes(region.startPage))} to ${formatBytes(end)} of RAM.`}
      value={region.startPage}
      onChange={(startPage) => onChange({ ...region, startPage })}
      {...countOf(ramPages - region.pages, ': the region would end beyond RAM')}
    />
  );
}
