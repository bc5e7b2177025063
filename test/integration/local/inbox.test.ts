import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openEntries } from '../../../infra/local/inbox/entries.ts';
import { decodeHeader, parseMail } from '../../../infra/local/inbox/mime.ts';

describe('an e-mail', () => {
  it('is read with its encoded subject and the plain one of its texts', () => {
    const raw = [
      'From: Muster <alerts@muster.example>',
      'Subject: =?UTF-8?B?5ZGK6K2m?= =?UTF-8?Q?=3A_database?=',
      'Content-Type: multipart/alternative; boundary="b1"',
      '',
      '--b1',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Open http://127.0.0.1/l/abc=\r\ndef =E5=91=8A',
      '--b1',
      'Content-Type: text/html',
      '',
      '<p>Other</p>',
      '--b1--',
      '',
    ].join('\r\n');
    const mail = parseMail(Buffer.from(raw));
    expect(mail.subject).toBe('告警: database');
    expect(mail.text).toBe('Open http://127.0.0.1/l/abcdef 告');
    expect(mail.headers['from']).toBe('Muster <alerts@muster.example>');
  });

  it('that is plain and unencoded is read as it is', () => {
    expect(parseMail(Buffer.from('Subject: x\n\n告警\n')).text).toBe('告警');
  });

  it('whose words are in parts keeps the spaces that belong to the text', () => {
    expect(decodeHeader('=?utf-8?Q?a_b?= c')).toBe('a b c');
  });
});

describe('what the inbox keeps', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-inbox-'));
  const file = join(folder, 'entries.jsonl');
  afterEach(() => rmSync(file, { force: true }));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const mail = (subject: string) => ({ kind: 'email', to: 'a@b.example', subject, body: '', headers: {} }) as const;

  it('survives a restart, even when the last line was cut off', () => {
    openEntries(file).add(mail('one'));
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"id":2,"subj`);
    const again = openEntries(file);
    expect(again.add(mail('two')).id).toBe(2);
    expect(
      openEntries(file)
        .after(1)
        .map(({ subject }) => subject),
    ).toEqual(['two']);
  });

  it('is bounded', () => {
    const entries = openEntries(file);
    for (let count = 0; count < 4500; count += 1) entries.add(mail(String(count)));
    expect(entries.after(0)).toHaveLength(2000);
    expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThan(4100);
    expect(openEntries(file).after(0).at(-1)?.subject).toBe('4499');
  });
});
