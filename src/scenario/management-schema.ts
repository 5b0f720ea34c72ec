import * as v from 'valibot';
import type { Management, ManagementName, ManagementSetting } from '../engine/scenario.ts';
import { t } from '../language/t.ts';
import { LIMITS } from './limits.ts';
import { MANAGEMENT_DEFAULTS, MANAGEMENTS, managedBy } from './management.ts';
import { notList, number, object, oneOf, whole, yesOrNo } from './words.ts';

const SETTINGS: Record<keyof ManagementSetting, v.GenericSchema> = {
  startMs: whole(LIMITS.managementLimitMs),
  mostMs: whole(LIMITS.managementLimitMs),
  steps: whole(LIMITS.steps),
  delaySecondsPerGib: number(LIMITS.secondsPerGib),
  cooldownSeconds: number(LIMITS.seconds),
  fromPass: whole(LIMITS.passes),
  passes: whole(LIMITS.passes),
  progressSeconds: number(LIMITS.seconds),
  marginPercent: number(LIMITS.marginPercent),
  timeoutSecondsPerGib: number(LIMITS.secondsPerGib),
  timeoutSeconds: number(LIMITS.seconds),
  lastResort: oneOf(['abort', 'pause', 'force', 'post-copy']),
};

/** The settings of one tool, each of which may be left out. */
const settingsOf = (name: ManagementName) =>
  notList(
    object(
      Object.fromEntries(
        Object.keys(MANAGEMENT_DEFAULTS[name]).map((key) => [
          key,
          v.exactOptional(SETTINGS[key as keyof ManagementSetting]),
        ]),
      ),
    ),
  );

const ofTool = (name: ManagementName) =>
  v.strictObject(
    { policy: v.literal(name), acts: v.exactOptional(yesOrNo), settings: v.exactOptional(settingsOf(name)) },
    () => `${t('unknown field')}\n${t('The fields here are {known}.', { known: 'policy, acts, settings' })}`,
  );

/** Settings that are left out are those of the tool. */
export const managementSchema: v.GenericSchema<unknown, Management> = v.pipe(
  v.variant('policy', MANAGEMENTS.map(ofTool), oneOf.message(MANAGEMENTS)),
  v.transform(({ policy, acts, settings }) => managedBy(policy, settings, acts)),
);
