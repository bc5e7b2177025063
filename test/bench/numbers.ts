/** Percentiles, and numbers as people read them. */

/** The smallest value that at least this share of the values does not exceed (nearest rank). */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('there are no values');
  return value;
};

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** A duration given in milliseconds. */
export const duration = (millis: number): string => {
  if (Math.abs(millis) >= 1000) return `${(millis / 1000).toFixed(2)} s`;
  return `${millis.toFixed(Math.abs(millis) < 10 ? 1 : 0)} ms`;
};

export const spread = (values: readonly number[]): string =>
  `p50 ${duration(percentile(values, 0.5))} · p99 ${duration(percentile(values, 0.99))} · max ${duration(Math.max(...values))}`;

export const times = (factor: number): string => `${factor.toFixed(2)} ×`;
