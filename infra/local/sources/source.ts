/** What feeds a function with events. */
export interface RunningSource {
  /** True if nothing was left to do when somebody last looked, and somebody looked after `since` (performance.now()). */
  isIdle(since: number): boolean;
  /** Takes nothing more, and resolves when what was taken is done. */
  stop(): Promise<void>;
}

export interface BatchResponse {
  readonly batchItemFailures?: readonly { readonly itemIdentifier?: string | null }[] | null;
}

/**
 * The items of a batch that failed, as Lambda reads the answer of a function: nothing means that all went well, an identifier that
 * was not in the batch means that all failed.
 */
export function failedOf(response: unknown, known: (identifier: string) => boolean): ReadonlySet<string> | 'all' {
  const failures = (response as BatchResponse | null | undefined)?.batchItemFailures ?? [];
  const failed = new Set<string>();
  for (const { itemIdentifier } of failures) {
    if (typeof itemIdentifier !== 'string' || !known(itemIdentifier)) return 'all';
    failed.add(itemIdentifier);
  }
  return failed;
}

export const logError = (what: string, error: unknown): void =>
  console.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
