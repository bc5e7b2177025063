import { readFile } from 'node:fs/promises';
import { optionalSetting, setting } from './env.ts';

/** The deployment's one secret. */
export interface Secret {
  /** Hex SHA-256 of the operator's key. */
  readonly operatorKeyHash: string;
  /** Keys that seal what is stored and linked: 32 bytes in base64 by key id; `current` seals, all open. */
  readonly sealing: { readonly current: string; readonly keys: Readonly<Record<string, string>> };
  readonly smtpUrl: string;
  readonly mailFrom: string;
}

const fromManager = async (secretId: string): Promise<string> => {
  // Loaded here because most requests need no secret.
  const { SecretsManagerClient, GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager');
  const { SecretString } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: secretId }));
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
