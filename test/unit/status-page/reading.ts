import type { StatusPage } from '../../../shared/status-page/page.ts';
import { objectsOf, type PublishedObject } from '../../../shared/status-page/formats/objects.ts';

// Readers as strict as the formats allow. They throw at what a careful program would refuse.

/* eslint-disable-next-line @typescript-eslint/no-explicit-any */
export type Json = Record<string, any>;

const known = new WeakMap<StatusPage, readonly PublishedObject[]>();
/** The objects of a page, made once. */
export const made = (page: StatusPage): readonly PublishedObject[] => {
  const objects = known.get(page) ?? objectsOf(page);
  known.set(page, objects);
  return objects;
};
export const bodyOf = (page: StatusPage, path: string): string => made(page).find((object) => object.path === path)?.body ?? '';
export const api = (page: StatusPage, path: string): Json => JSON.parse(bodyOf(page, `api/v2/${path}.json`)) as Json;
export const keysOf = (row: Json): string => Object.keys(row).join(' ');

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what);
};

export interface Element {
  readonly name: string;
  readonly path: string;
  text: string;
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Elements of well-formed XML in order, with their texts. Knows no entity but the five, and no DTD. */
export const readXml = (xml: string, declared = true): readonly Element[] => {
  must(!declared || xml.startsWith(declaration), 'no declaration');
  // eslint-disable-next-line no-control-regex
  must(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u.test(xml), 'a character that XML does not have');
  const body = declared ? xml.slice(declaration.length) : xml;
  const found: Element[] = [];
  const open: Element[] = [];
  let end = 0;
  for (const match of body.matchAll(/<(\/?)([\w:]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy)) {
    const [whole, closing, name = '', , empty, text] = match;
    end = match.index + whole.length;
    const [inner] = open.slice(-1);
    if (text !== undefined) {
      must(!text.replaceAll(/&(?:amp|lt|gt|quot|apos);/g, '').includes('&'), 'an unknown entity');
      if (inner) inner.text += text;
    } else if (closing) must(open.pop()?.name === name, `</${name}> closes nothing`);
    else {
      const element = { name, path: [...open.map((one) => one.name), name].join('/'), text: '' };
      found.push(element);
      if (!empty) open.push(element);
    }
  }
  must(end === body.length && open.length === 0, `not well-formed at ${end}`);
  return found;
};

export const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');

export interface Calendar {
  readonly lines: readonly { readonly name: string; readonly value: string }[];
  readonly events: readonly Readonly<Record<string, string>>[];
}

/** iCalendar (RFC 5545): CRLF, at most 75 octets in a line, whole characters, nested components, escaped texts, no property twice. */
export const readCalendar = (body: string): Calendar => {
  must(body.endsWith('\r\n') && !/[\r\n]/.test(body.replaceAll('\r\n', '')), 'a line that does not end in CRLF');
  for (const line of body.split('\r\n')) {
    must(Buffer.byteLength(line) <= 75, `a line of ${Buffer.byteLength(line)} octets`);
    must(Buffer.from(line).toString() === line, 'half a character');
  }
  const open: string[] = [];
  const events: Record<string, string>[] = [];
  const lines = body
    .slice(0, -2)
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')
    .map((line) => {
      // eslint-disable-next-line no-control-regex
      const [, name = '', value = ''] = /^([A-Z-]+)(?:;[A-Z-]+=[^:;]+)*:([^\u0000-\u0008\u000a-\u001f\u007f]*)$/u.exec(line) ?? [];
      must(name !== '', `not a content line: ${line}`);
      return { name, value };
    });
  for (const { name, value } of lines) {
    if (name === 'BEGIN') {
      open.push(value);
      if (value === 'VEVENT') events.push({});
    } else if (name === 'END') must(open.pop() === value, `END:${value} ends nothing`);
    else if (open.at(-1) === 'VEVENT') {
      const [event = {}] = events.slice(-1);
      must(!(name in event), `${name} twice`);
      event[name] = value;
    }
    const isText = ['SUMMARY', 'DESCRIPTION', 'NAME'].includes(name);
    must(!isText || !/[\\;,]/.test(value.replaceAll(/\\[\\;,n]/g, '')), `${name} is not escaped`);
  }
  must(open.length === 0, 'a component that does not end');
  return { lines, events };
};
