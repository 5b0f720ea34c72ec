import type { Scenario } from '../../../engine/scenario.ts';
import { readField, writeField } from '../../../store/fields.ts';
import { useAppStore } from '../../../store/use-app.ts';
import { FieldControl, type FieldControlProps } from './field-control.tsx';

export interface ScenarioFieldProps extends Omit<FieldControlProps, 'value' | 'onChange'> {
  readonly scenario: Scenario;
}

/** The control of a field that a scenario has once; a slider's way is one edit. */
export function ScenarioField({ scenario, ...rest }: ScenarioFieldProps) {
  const { edit } = useAppStore().getState();
  const { name } = rest;
  return (
    <FieldControl
      {...rest}
      value={readField(scenario, name)}
      onChange={(value) => edit((now) => writeField(now, name, value), name)}
    />
  );
}
