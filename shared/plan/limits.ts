/** How many steps a plan may have over all its incident types, and how many bytes of canonical JSON (RFC 8785). */
export const planLimits = { steps: 2000, bytes: 256 * 1024 } as const;

interface Measured {
  readonly common?: { readonly steps: readonly unknown[] } | undefined;
  readonly incidentTypes: readonly { readonly steps: readonly unknown[] }[];
}

/** Steps as they are checked and played: what is common to all incident types stands in each. */
const stepsIn = ({ common, incidentTypes }: Measured): number =>
  incidentTypes.reduce((sum, { steps }) => sum + steps.length + (common?.steps.length ?? 0), 0);

/** Canonical JSON orders what JSON.stringify says, and says it in as many bytes. */
const bytesOf = (plan: Measured): number => new TextEncoder().encode(JSON.stringify(plan)).length;

/** What a plan has too much of, and where. */
export const excesses = (plan: Measured) => [
  ...(stepsIn(plan) > planLimits.steps ? [{ code: 'plan-steps', limit: planLimits.steps, path: ['incidentTypes'] }] : []),
  ...(bytesOf(plan) > planLimits.bytes ? [{ code: 'plan-bytes', limit: planLimits.bytes, path: [] }] : []),
];
