// Keeps an open page fresh. The page is complete without it.

const root = document.documentElement;
const note = document.getElementById('n')!;
const calmWait = 30_000;
const longestWait = 300_000;
const silenceMax = 900_000;
let wait = calmWait;
let timer: ReturnType<typeof setTimeout> | undefined;
let busy = false;

const get = async (path: string): Promise<Response> => {
  const response = await fetch(path, { cache: 'no-cache', signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw response;
  return response;
};

const policyOf = (page: Document) => page.querySelector<HTMLMetaElement>('meta[http-equiv]')?.content;

const swap = async (): Promise<void> => {
  const page = new DOMParser().parseFromString(await (await get(location.pathname)).text(), 'text/html');
  const next = page.documentElement;
  // The edge may still hold the page we already show.
  if (next.dataset.u === root.dataset.u) return;
  // Another build: its markup needs its own styles and script.
  if (policyOf(page) !== policyOf(document)) return location.reload();
  const focused = document.activeElement;
  const address = focused?.id ? `#${focused.id}` : `a[href="${focused?.getAttribute('href')}"]`;
  for (const { id } of document.querySelectorAll('[open]>summary')) page.getElementById(id)?.parentElement?.setAttribute('open', '');
  for (const part of ['main', 'footer', 'title', '[rel=icon]']) {
    const fresh = page.querySelector(part);
    if (fresh) document.querySelector(part)?.replaceWith(fresh);
  }
  root.className = next.className;
  root.dataset.u = next.dataset.u ?? '';
  if (focused && !focused.isConnected) document.querySelector<HTMLElement>(`main ${address}`)?.focus({ preventScroll: true });
  document.getElementById('s')!.textContent = document.title;
};

const poll = async (): Promise<void> => {
  clearTimeout(timer);
  if (busy || !root.dataset.u) return;
  busy = true;
  let says = '';
  try {
    const status: { page: { updated_at: string } } = await (await get(`${root.dataset.r}api/v2/status.json`)).json();
    if (status.page.updated_at > root.dataset.u) await swap();
    const beat = new Date((await (await get(`${root.dataset.r}../heartbeat.json`)).json()).at);
    if (!(Date.now() - +beat < silenceMax)) {
      const at = beat.toLocaleString(root.lang === 'en' ? 'en-GB' : root.lang, {
        timeZone: root.dataset.z,
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
        timeZoneName: 'short',
      });
      says = `${note.dataset.o} ${at}`;
    }
    wait = calmWait;
  } catch {
    says = note.dataset.x ?? '';
    wait = Math.min(wait * 2, longestWait);
  }
  // Writing the same words again would make screen readers repeat them.
  if (note.textContent !== says) note.textContent = says;
  busy = false;
  if (!document.hidden) timer = setTimeout(poll, wait * (0.8 + Math.random() * 0.4));
};

document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(timer) : poll()));
timer = setTimeout(poll, Math.random() * calmWait);
