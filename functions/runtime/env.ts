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

/**
 * What Lambda says of the region and the role, for the services that are called without their SDK clients; `AWS_ENDPOINT_URL` and its form for the
 * service are honoured as the SDK does.
 */
export const awsSettings = (service: string, suffix: string) => {
  const region = read('AWS_REGION') ?? '';
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const endpoint = read(`AWS_ENDPOINT_URL_${suffix}`) ?? read('AWS_ENDPOINT_URL') ?? `https://${service}.${region}.${domain}`;
  return {
    region,
    endpoint: endpoint.replace(/\/$/, ''),
    accessKeyId: read('AWS_ACCESS_KEY_ID') ?? '',
    secretAccessKey: read('AWS_SECRET_ACCESS_KEY') ?? '',
    sessionToken: read('AWS_SESSION_TOKEN') ?? '',
  };
};
