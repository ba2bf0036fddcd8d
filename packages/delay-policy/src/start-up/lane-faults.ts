import type { Refusal } from '@snoozeq/core';
import { channelsNeeded, WIDTHS_MS } from '../calendar/channel-budget.js';
import { assumptionsOf } from '../planner/planner-options.js';
import { SERVICE_LIMITS } from '../planner/service-limits.js';
import { formatDuration } from '../time/duration.js';
import type { StartUp } from './start-up.js';

/** A calendar must not need more channels than a queue has, however far ahead somebody publishes. */
export const laneFaults = ({ strategy, settings, planner }: StartUp): readonly Refusal[] => {
  if (strategy !== 'lane' && strategy !== 'auto') return [];
  const { widthMs, horizonMs, calendar } = assumptionsOf(planner).lanes;
  const aheadMs = Math.min(horizonMs, settings.retentionMs);
  const needed = channelsNeeded(aheadMs, widthMs);
  if (calendar !== undefined || needed <= SERVICE_LIMITS.channels) return [];
  const wideEnoughMs = WIDTHS_MS.find((ms) => channelsNeeded(aheadMs, ms) <= SERVICE_LIMITS.channels);
  return [
    {
      kind: 'refusal',
      strategy: 'lane',
      rule: 'channels',
      message:
        `lanes of ${formatDuration(widthMs)} over ${formatDuration(aheadMs)}: refused, they need ${needed} channels and a queue has ` +
        `${SERVICE_LIMITS.channels}. ` +
        `${wideEnoughMs === undefined ? '' : `Make them ${formatDuration(wideEnoughMs)} wide or wider, or `}let the calendar end earlier (horizonMs).`,
      source: 'OCI limit, documented: 256 channels for each queue',
    },
  ];
};
