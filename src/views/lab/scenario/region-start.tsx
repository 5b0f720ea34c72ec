import type { Region } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import { NumberField } from '../../../ui/number-field.tsx';
import { formatBytes, pagesToBytes } from '../../../units.ts';
import { regionStart } from './own-numbers.ts';

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
      label={t('Starts at page')}
      defaultText="0"
      help={t('From {start} to {end} of RAM.', {
        start: formatBytes(pagesToBytes(region.startPage)),
        end: formatBytes(end),
      })}
      value={region.startPage}
      onChange={(startPage) => onChange({ ...region, startPage })}
      {...regionStart(ramPages - region.pages)}
    />
  );
}
