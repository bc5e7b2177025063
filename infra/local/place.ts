/** Where the template is deployed to when it is run locally: one region and one account that do not exist. */
export const region = 'us-east-1';
export const account = '000000000000';
export const loopback = '127.0.0.1';

export const arn = (service: string, resource: string): string => `arn:aws:${service}:${region}:${account}:${resource}`;
export const httpUrl = (port: number): string => `http://${loopback}:${port}`;

/** Anything goes: the engines look at the shape only. */
export const credentials = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' } as const;
