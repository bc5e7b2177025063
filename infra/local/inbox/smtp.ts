/** A mail server that takes everything and delivers it to the inbox page. */
import { SMTPServer } from 'smtp-server';
import { loopback } from '../place.ts';
import type { Entries } from './entries.ts';
import type { Faults } from './faults.ts';
import { parseMail } from './mime.ts';

class TemporaryFailure extends Error {
  readonly responseCode = 451;
}

export function listenForMail(port: number, entries: Entries, faults: Faults): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (faults.smtp === 'fail') return callback(new TemporaryFailure('This mail server was told to fail'));
        const mail = parseMail(Buffer.concat(chunks));
        const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
        entries.add({ kind: 'email', to, subject: mail.subject, body: mail.text, headers: mail.headers });
        callback();
      });
    },
  });
  server.on('error', (error) => console.error('smtp:', error.message));
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, loopback, () => resolve(server));
  });
}
