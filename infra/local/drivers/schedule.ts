import { arn } from '../place.ts';
import { TemplateError, type JsonObject } from '../template.ts';
import type { Driver } from './driver.ts';

const unitSeconds: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** `rate(1 minute)` → 60. */
export function rateSeconds(expression: string, place: string): number {
  const [, amount, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const seconds = Number(amount) * (unitSeconds[unit] ?? NaN);
  if (!(seconds > 0)) throw new TemplateError(`${place}: of schedules only rate(…) exists locally, not ${expression}`);
  return seconds;
}

export const schedule: Driver = {
  identify: (resource) => ({ ref: resource.id, attributes: { Arn: arn('events', `rule/${resource.id}`) } }),
  connect(resource, context) {
    const place = `${resource.stack}.${resource.id}`;
    const properties = context.resolver.properties(resource);
    if (properties['State'] === 'DISABLED') return;
    const everySeconds = rateSeconds(String(properties['ScheduleExpression']), place);
    for (const target of (properties['Targets'] ?? []) as JsonObject[]) {
      const input = target['Input'];
      context.functionOf(target['Arn'], place).sources.push({
        kind: 'schedule',
        arn: arn('events', `rule/${resource.id}`),
        everySeconds,
        ...(typeof input === 'string' ? { input: JSON.parse(input) as unknown } : {}),
      });
    }
  },
};
