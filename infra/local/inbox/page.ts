/** One page without any other file: newest first, live, for phone and desktop, light and dark. */
export const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Inbox · Muster</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect x='1' y='3' width='14' height='10' rx='2.5' fill='%233b6fd4'/%3E%3Cpath d='M2 5l6 4.5L14 5' fill='none' stroke='white' stroke-width='1.4'/%3E%3C/svg%3E">
<style>
:root { --paper: #f6f6f3; --card: #fff; --ink: #1d2024; --soft: #646b75; --line: #e4e4de; --email: #2f62c9; --webhook: #187a58; --sns: #8a5a00; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #141619; --card: #1c1f24; --ink: #e7e9ec; --soft: #9aa2ad; --line: #2d3138; --email: #8fb2ff; --webhook: #6fd0aa; --sns: #e6b455; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "PingFang SC", "Noto Sans SC", sans-serif; }
header { position: sticky; top: 0; z-index: 1; background: var(--paper); border-bottom: 1px solid var(--line); }
.bar, main { max-width: 46rem; margin: 0 auto; padding: 0 1rem; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; padding-block: .75rem; }
h1 { margin: 0; font-size: 1.15rem; letter-spacing: -.01em; }
.live { font-size: .8rem; color: var(--soft); display: inline-flex; align-items: center; gap: .4rem; }
.live::before { content: ""; width: .5rem; height: .5rem; border-radius: 50%; background: var(--soft); }
.live.on::before { background: var(--webhook); }
nav { margin-left: auto; display: flex; gap: .25rem; }
nav button { font: inherit; font-size: .875rem; color: var(--soft); background: none; border: 0; border-radius: 99px; padding: .35rem .8rem; cursor: pointer; min-height: 2.25rem; }
nav button[aria-pressed="true"] { background: var(--card); color: var(--ink); box-shadow: 0 0 0 1px var(--line); }
:focus-visible { outline: 2px solid var(--email); outline-offset: 2px; }
main { padding-block: 1rem 4rem; }
ol { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; }
li { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: .9rem 1.1rem 1rem; min-width: 0; }
li.new { animation: arrive .5s ease-out; }
@keyframes arrive { from { opacity: 0; transform: translateY(-.5rem); } }
@media (prefers-reduced-motion: reduce) { li.new { animation: none; } }
.meta { display: flex; flex-wrap: wrap; gap: .1rem .6rem; font-size: .8125rem; color: var(--soft); }
.kind { font-weight: 600; }
.email .kind { color: var(--email); } .webhook .kind { color: var(--webhook); } .sns .kind { color: var(--sns); }
.to { overflow-wrap: anywhere; }
time { margin-left: auto; font-variant-numeric: tabular-nums; }
h2 { margin: .15rem 0 0; font-size: 1rem; font-weight: 600; overflow-wrap: anywhere; }
.body { margin: .5rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.code { font: .8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
details { margin-top: .5rem; font-size: .8125rem; color: var(--soft); }
summary { cursor: pointer; padding: .25rem 0; }
a { color: var(--email); }
.empty { text-align: center; color: var(--soft); padding: 4rem 1rem; }
[hidden] { display: none !important; }
</style>
</head>
<body>
<header><div class="bar">
<h1>Inbox</h1><span class="live" role="status">connecting</span>
<nav aria-label="Show">
<button data-kind="" aria-pressed="true">All</button>
<button data-kind="email" aria-pressed="false">E-mail</button>
<button data-kind="webhook" aria-pressed="false">Webhooks</button>
<button data-kind="sns" aria-pressed="false">SNS</button>
</nav>
</div></header>
<main>
<p class="empty">Nothing has gone out yet.<br>Whatever this stack sends, by e-mail, webhook or SNS, ends here and nowhere else.</p>
<ol aria-label="What went out, newest first"></ol>
</main>
<script>
const list = document.querySelector('ol'), empty = document.querySelector('.empty'), live = document.querySelector('.live');
const names = { email: 'E-mail', webhook: 'Webhook', sns: 'SNS' };
const shownMax = 500;
let filter = '', unseen = 0, last = 0, caughtUp = false;
const element = (name, className, text) => Object.assign(document.createElement(name), { className: className || '', textContent: text || '' });

/** Text with its addresses as links; never as markup. */
function linked(className, text) {
  const box = element('div', className);
  for (const piece of text.split(/(https?:\\/\\/[^\\s<>"')\\]]+)/)) {
    if (!/^https?:/.test(piece)) { box.append(piece); continue; }
    const address = piece.replace(/[.,;:!?]+$/, '');
    const link = element('a', '', address.length > 64 ? address.slice(0, 60) + '…' : address);
    link.href = address; link.title = address; link.target = '_blank'; link.rel = 'noreferrer';
    box.append(link, piece.slice(address.length));
  }
  return box;
}
function pretty(text) {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
}
function folded(title, content) {
  const details = element('details');
  details.append(element('summary', '', title), content);
  return details;
}
function card(entry) {
  const item = element('li', entry.kind);
  item.dataset.kind = entry.kind;
  const meta = element('div', 'meta');
  const time = element('time', '', new Date(entry.at).toLocaleTimeString());
  time.dateTime = entry.at; time.title = new Date(entry.at).toLocaleString();
  meta.append(element('span', 'kind', names[entry.kind] || entry.kind), element('span', 'to', entry.to), time);
  item.append(meta, element('h2', '', entry.subject || '(no subject)'));
  if (entry.kind === 'email') item.append(linked('body', entry.body));
  else item.append(folded('Body', linked('body code', pretty(entry.body))));
  const headers = Object.entries(entry.headers).map(([name, value]) => name + ': ' + value).join('\\n');
  if (headers) item.append(folded(entry.kind === 'sns' ? 'Attributes' : 'Headers', element('div', 'body code', headers)));
  return item;
}
function refresh() {
  for (const item of list.children) item.hidden = filter !== '' && item.dataset.kind !== filter;
  empty.hidden = [...list.children].some((item) => !item.hidden);
  document.title = (unseen > 0 ? '(' + unseen + ') ' : '') + 'Inbox · Muster';
}
function show(entry) {
  if (entry.id <= last) return;
  last = entry.id;
  const item = card(entry);
  if (caughtUp) item.classList.add('new');
  list.prepend(item);
  while (list.children.length > shownMax) list.lastChild.remove();
  if (document.hidden) unseen += 1;
  refresh();
}
const events = new EventSource('/events');
events.onmessage = (event) => show(JSON.parse(event.data));
events.onopen = () => { live.textContent = 'live'; live.classList.add('on'); setTimeout(() => { caughtUp = true; }, 500); };
events.onerror = () => { live.textContent = 'reconnecting'; live.classList.remove('on'); };
document.addEventListener('visibilitychange', () => { if (!document.hidden) { unseen = 0; refresh(); } });
for (const button of document.querySelectorAll('nav button')) {
  button.onclick = () => {
    filter = button.dataset.kind;
    for (const other of document.querySelectorAll('nav button')) other.setAttribute('aria-pressed', String(other === button));
    refresh();
  };
}
</script>
</body>
</html>
`;
