/** Reads an e-mail as far as a person wants to: who, what about, and the text. */

export interface Mail {
  readonly headers: Readonly<Record<string, string>>;
  readonly subject: string;
  readonly text: string;
}

function decodeBytes(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

function quotedPrintable(text: string): Buffer {
  const joined = text.replace(/=\r?\n/g, '');
  const bytes = joined.replace(/=([0-9A-Fa-f]{2})/g, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

/** RFC 2047: `=?UTF-8?B?…?=`. White space between two encoded words is not part of the text. */
export function decodeHeader(value: string): string {
  return value
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/=\?([^?*]+)(?:\*[^?]*)?\?([BbQq])\?([^?]*)\?=/g, (_whole, charset: string, encoding: string, text: string) =>
      decodeBytes(encoding.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : quotedPrintable(text.replaceAll('_', ' ')), charset),
    );
}

function split(raw: string): { headers: Record<string, string>; body: string } {
  const [, head = '', body = ''] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(raw) ?? ['', raw, ''];
  const headers: Record<string, string> = {};
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = decodeHeader(line.slice(colon + 1).trim());
  }
  return { headers, body };
}

const parameter = (header: string, name: string) => new RegExp(`${name}="?([^";]+)"?`, 'i').exec(header)?.[1];

interface Part {
  readonly type: string;
  readonly text: string;
}

function partsOf(raw: string, depth = 0): Part[] {
  const { headers, body } = split(raw);
  const contentType = headers['content-type'] ?? 'text/plain';
  const boundary = parameter(contentType, 'boundary');
  if (/^multipart\//i.test(contentType) && boundary !== undefined && depth < 5) {
    const pieces = body.split(`--${boundary}`).slice(1, -1);
    return pieces.flatMap((piece) => partsOf(piece.replace(/^\r?\n/, ''), depth + 1));
  }
  const encoding = headers['content-transfer-encoding']?.toLowerCase();
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === 'quoted-printable'
        ? quotedPrintable(body)
        : Buffer.from(body, 'latin1');
  return [
    { type: contentType.split(';')[0]?.trim().toLowerCase() ?? '', text: decodeBytes(bytes, parameter(contentType, 'charset') ?? 'utf-8') },
  ];
}

const withoutTags = (html: string) =>
  html
    .replace(/<(style|script)[\s\S]*?<\/\1>/gi, '')
    .replace(/<a [^>]*href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/gi, '$2 ($1)')
    .replace(/<(br|\/p|\/div|\/tr|\/h\d|\/li)[^>]*>/gi, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(
      /&(lt|gt|quot|#39|nbsp|amp);/g,
      (_whole, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' })[name] ?? '&',
    );

export function parseMail(raw: Buffer): Mail {
  const source = raw.toString('latin1');
  const { headers } = split(source);
  const parts = partsOf(source);
  const plain = parts.find((part) => part.type === 'text/plain');
  const html = parts.find((part) => part.type === 'text/html');
  const text = plain?.text ?? (html === undefined ? '' : withoutTags(html.text));
  return { headers, subject: headers['subject'] ?? '', text: text.replaceAll('\r\n', '\n').trim() };
}
