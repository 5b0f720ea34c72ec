import * as v from 'valibot';
import { LIMITS, MOST } from './limits.ts';
import { notList, number, object, oneOf, text, whole, yesOrNo } from './words.ts';
import { dmaSchema } from './write-schema.ts';

const bytesPerSecond = v.nullable(whole(LIMITS.stateBytesPerSecond));
const ms = number(LIMITS.deviceMs);

/** What a file says of a VFIO device: whatever differs from the default one. */
export const deviceSchema = notList(
  object({
    name: v.exactOptional(text(1, MOST.deviceNameLength)),
    dma: v.exactOptional(dmaSchema),
    container: v.exactOptional(oneOf(['type1', 'type1-pinned', 'iommufd', 'iommufd-tracking'])),
    deviceLogging: v.exactOptional(yesOrNo),
    protocol: v.exactOptional(oneOf(['any', 'v1', 'v2'])),
    precopy: v.exactOptional(yesOrNo),
    p2p: v.exactOptional(yesOrNo),
    stopCopyBytes: v.exactOptional(whole(LIMITS.stopCopyBytes)),
    initialBytes: v.exactOptional(whole(LIMITS.stopCopyBytes)),
    dirtyBytesPerSecond: v.exactOptional(number(LIMITS.dirtyBytesPerSecond)),
    saveBytesPerSecond: v.exactOptional(bytesPerSecond),
    loadBytesPerSecond: v.exactOptional(bytesPerSecond),
    dataSizeFails: v.exactOptional(yesOrNo),
    failsEntering: v.exactOptional(v.nullable(oneOf(['pre-copy', 'stopped', 'stop-copy']))),
    stopMs: v.exactOptional(ms),
    p2pMs: v.exactOptional(ms),
    resumeMs: v.exactOptional(ms),
    properties: v.exactOptional(
      notList(
        object({
          'enable-migration': v.exactOptional(oneOf(['auto', 'on', 'off'])),
          'x-pre-copy-dirty-page-tracking': v.exactOptional(yesOrNo),
          'x-device-dirty-page-tracking': v.exactOptional(yesOrNo),
        }),
      ),
    ),
  }),
);
