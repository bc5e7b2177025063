import { createTransport, type Transporter } from 'nodemailer';
import type { Sent } from '../sent.ts';

export interface Mail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Same in every repetition of the same alert. */
  readonly messageId: string;
  readonly language: string;
  readonly date: Date;
}

const transports = new Map<string, Transporter>();
const transportFor = (smtpUrl: string): Transporter => {
  const known = transports.get(smtpUrl);
  if (known) return known;
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const transport = createTransport({
    host: hostname,
    port: Number(port || 587),
    secure: protocol === 'smtps:',
    ...(username
      ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) }, requireTLS: protocol === 'smtp:' }
      : {}),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 15_000,
    pool: true,
    maxConnections: 5,
    // A mail holds nothing but our own text: neither files nor addresses are ever read for it.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  transports.set(smtpUrl, transport);
  return transport;
};

/** Hands a mail to the SMTP server. A refusal with a 5xx code is final; everything else may pass. */
export const sendMail = async (smtpUrl: string, mail: Mail): Promise<Sent> => {
  const { from, to, subject, text, html, messageId, language, date } = mail;
  try {
    await transportFor(smtpUrl).sendMail({
      from,
      to,
      subject,
      text,
      html,
      messageId,
      date,
      headers: { 'content-language': language, 'auto-submitted': 'auto-generated' },
    });
    return { sent: true };
  } catch (error) {
    const { responseCode = 0, code, command } = error as { responseCode?: number; code?: string; command?: string };
    // Only an answer about this recipient or this mail is final; a server that refuses everybody is a server in trouble.
    const final = responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA');
    return { sent: false, reason: final ? 'refused' : code === 'ETIMEDOUT' ? 'timeout' : 'unreachable', retryable: !final };
  }
};
