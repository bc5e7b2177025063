// Leads a reader who found nothing to the organization's page, in the reader's language. What is said is complete without it.

const { pathname } = location;
const [, folder = ''] = pathname.split('/');
const language = /\/(en|zh-CN)\//.exec(pathname)?.[1] ?? navigator.language;

if (language.startsWith('zh')) {
  const [first, second] = ['h1, h1 + p', 'h2, h2 + p'].map((part) => [...document.querySelectorAll(part)]);
  first!.forEach((one, index) => {
    const other = second![index]!;
    [one.textContent, other.textContent] = [other.textContent, one.textContent];
  });
  document.querySelector('div[lang]')!.setAttribute('lang', 'en');
  document.documentElement.lang = 'zh-CN';
}

// An organization lies in a folder of its own, or at the root of a host of its own.
const leadHome = async (): Promise<void> => {
  for (const root of folder ? [`/${folder}/`, '/'] : ['/']) {
    const answer = await fetch(`${root}api/v2/status.json`).catch(() => null);
    if (!answer?.ok) continue;
    const link = document.querySelector('a')!;
    link.textContent = `← ${(await answer.json()).page.name}`;
    link.href = root;
    link.hidden = false;
    return;
  }
};
void leadHome();
