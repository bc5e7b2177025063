/** What the person at the terminal sees: calm, aligned, coloured only where colours are shown. */
import type { Stack } from './stack.ts';

const colour = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
const paint = (code: number) => (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
const bold = paint(1);
const dim = paint(2);
const green = paint(32);
const yellow = paint(33);
const red = paint(31);

const out = (line: string): void => void process.stdout.write(`${line}\n`);
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`.padStart(7);

export const showProgress = (did: string, milliseconds: number): void =>
  out(`  ${green('✓')} ${did.padEnd(56)} ${dim(seconds(milliseconds))}`);
export const showNote = (text: string): void => out(`  ${yellow('!')} ${text}`);
export const showFailure = (text: string): void => void process.stderr.write(`${red('Muster did not start.')} ${text}\n`);
export const showText = (text: string): void => out(text);

function rows(pairs: readonly (readonly [string, string])[]): void {
  const width = Math.max(...pairs.map(([name]) => name.length));
  for (const [name, value] of pairs) out(`  ${dim(name.padEnd(width))}   ${value}`);
}

function commands(stack: Stack): readonly (readonly [string, string])[] {
  const { apiUrl, statusUrl, organization } = stack;
  if (organization === undefined) {
    return [
      ['Is it up?', `curl ${apiUrl}/healthz`],
      [
        'Make an organization',
        `curl ${apiUrl}/v1/organizations -H 'authorization: Bearer ${stack.operatorKey}' -H 'content-type: application/json' -d '{"name":{"en":"Acme"},"slug":"acme"}'`,
      ],
      ['See what it can do', `curl ${apiUrl}/openapi.json`],
    ];
  }
  const event = `{"routing_key":"${organization.routingKey}","event_action":"trigger","payload":{"summary":"Database is slow","source":"db-1","severity":"critical"}}`;
  return [
    ['Declare an incident, as a monitoring system does', `curl ${apiUrl}/v2/enqueue -H 'content-type: application/json' -d '${event}'`],
    ['See what runs', `curl ${apiUrl}/v1/incidents -H 'authorization: Bearer ${organization.apiKey}'`],
    ['See what customers see', `curl ${statusUrl}/${organization.slug}/api/v2/summary.json`],
  ];
}

export function showSummary(stack: Stack, milliseconds: number, dataFolder: string): void {
  const { organization } = stack;
  out('');
  out(`${bold('Muster is up')} ${dim(`after ${(milliseconds / 1000).toFixed(1)} s`)}`);
  out('');
  rows([
    ['API', `${stack.apiUrl}   ${dim(`reference: ${stack.apiUrl}/docs`)}`],
    ['Status pages', organization === undefined ? stack.statusUrl : `${stack.statusUrl}/${organization.slug}/`],
    ['Inbox', `${stack.inboxUrl}   ${dim('every e-mail, webhook and message that went out')}`],
    ['Key', organization?.apiKey ?? `${stack.operatorKey} ${dim('(operator)')}`],
    ['Data', `${dataFolder}   ${dim('kept between runs; begin empty: npm start -- --fresh')}`],
  ]);
  for (const [what, command] of commands(stack)) {
    out('');
    out(`  ${dim(what)}`);
    out(`  ${command}`);
  }
  out('');
  out(dim('  Ctrl-C stops it.'));
}
