import { readFile } from 'node:fs/promises';
import { AwsClient } from 'aws4fetch';
import { awsSettings, optionalSetting, setting } from './env.ts';

/** The deployment's one secret. */
export interface Secret {
  /** Hex SHA-256 of the operator's key. */
  readonly operatorKeyHash: string;
  /** Keys that seal what is stored and linked: 32 bytes in base64 by key id; `current` seals, all open. */
  readonly sealing: { readonly current: string; readonly keys: Readonly<Record<string, string>> };
  readonly smtpUrl: string;
  readonly mailFrom: string;
}

/** Asks Secrets Manager by one signed request: its client would be a tenth of the API's bundle. */
const fromManager = async (secretId: string): Promise<string> => {
  const { region, endpoint, ...credentials } = awsSettings('secretsmanager', 'SECRETS_MANAGER');
  const client = new AwsClient({ ...credentials, region, service: 'secretsmanager', retries: 3 });
  const response = await client.fetch(`${endpoint}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'secretsmanager.GetSecretValue' },
    body: JSON.stringify({ SecretId: secretId }),
  });
  // The answer of a failure names the secret and the role, and no value; still nothing of it is repeated.
  if (!response.ok) throw new Error(`the deployment secret cannot be read: ${response.status}`);
  const { SecretString } = (await response.json()) as { readonly SecretString?: string };
  if (!SecretString) throw new Error('the deployment secret is empty');
  return SecretString;
};

/** How long a read secret is used before it is read again, so that a rotated key is seen without a deployment. */
const keptMillis = 5 * 60_000;
let kept: { readonly secret: Promise<Secret>; readonly at: number } | undefined;

/** Reads the secret, from Secrets Manager or, on a laptop, from a file that only its owner can read. */
export const loadSecret = (): Promise<Secret> => {
  if (kept && performance.now() - kept.at < keptMillis) return kept.secret;
  const file = optionalSetting('MUSTER_SECRET_FILE');
  const secret = (file ? readFile(file, 'utf8') : fromManager(setting('MUSTER_SECRET_ID'))).then((text) => JSON.parse(text) as Secret);
  kept = { secret, at: performance.now() };
  secret.catch(() => (kept = undefined));
  return secret;
};
