/** Structured logs: one JSON object a line. Values must hold no secrets, addresses or free text; paths are logged as route templates. */
export const log = (level: 'info' | 'warn' | 'error', message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
  process.stdout.write(`${JSON.stringify({ level, message, ...fields })}\n`);
};

/** What may be said of an error: its name and message, without what it carries. */
export const said = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));
