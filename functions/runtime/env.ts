/** The only reader of the process environment in what runs in Lambda. */
const read = (name: string): string | undefined => process.env[name];

/** A setting that must be there; throws a message that names it. */
export const setting = (name: `MUSTER_${string}`): string => {
  const value = read(name);
  if (!value) throw new Error(`${name} is not set`);
  return value;
};

/** A setting that only some deployments have. */
export const optionalSetting = (name: `MUSTER_${string}`): string | undefined => read(name) || undefined;
