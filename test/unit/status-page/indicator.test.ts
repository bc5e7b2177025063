import { expect, test } from 'vitest';
import { indicatorOf } from '../../../shared/status-page/indicator.ts';
import type { ComponentState, Impact } from '../../../shared/status-page/page.ts';
import { component, notice } from './given.ts';

const of = (states: ComponentState[], impacts: Impact[] = []) => {
  const { indicator, description } = indicatorOf({
    components: states.map((state) => component({ state })),
    notices: impacts.map((impact) => notice({ impact })),
  });
  return `${indicator}: ${description}`;
};

test.each<[string, ComponentState[]]>([
  ['none: All Systems Operational', []],
  ['none: All Systems Operational', ['operational', 'operational']],
  ['critical: Major System Outage', ['major_outage', 'major_outage']],
  ['major: Partial System Outage', ['major_outage', 'operational']],
  ['major: Partial System Outage', ['major_outage', 'partial_outage']],
  ['major: Partial System Outage', ['partial_outage', 'partial_outage']],
  ['minor: Minor Service Outage', ['partial_outage', 'operational']],
  ['minor: Minor Service Outage', ['partial_outage', 'degraded_performance']],
  ['minor: Degraded System Service', ['degraded_performance', 'degraded_performance']],
  ['minor: Partially Degraded Service', ['degraded_performance', 'operational']],
  ['minor: Partially Degraded Service', ['degraded_performance', 'under_maintenance']],
  ['maintenance: Service Under Maintenance', ['under_maintenance', 'operational']],
  ['maintenance: Service Under Maintenance', ['under_maintenance', 'under_maintenance']],
])('the page says "%s" for %j', (says, states) => {
  expect(of(states)).toBe(says);
});

test('an open notice without components raises the page to its impact', () => {
  expect(of(['operational'], ['critical'])).toBe('critical: Major System Outage');
  expect(of([], ['minor'])).toBe('minor: Minor Service Outage');
});

test('an open notice without components never lowers the page', () => {
  expect(of(['major_outage', 'major_outage'], ['minor', 'none'])).toBe('critical: Major System Outage');
});

test('a resolved notice does not count', () => {
  const notices = [notice({ impact: 'critical', phase: 'resolved', resolvedAt: '2026-03-13T01:00:00.000Z' })];
  expect(indicatorOf({ components: [], notices }).indicator).toBe('none');
});
