import { catalogue, type ProblemName, typeOf } from '../../problems/catalogue.ts';
import { faultCodes } from '../../problems/fault.ts';
import { openApi } from '../openapi.ts';
import { areas, descriptionOf, problemsOf, type Route } from '../route.ts';
import { routes } from '../routes.ts';
import { both, code, escape } from './html.ts';
import { referencePage, type Section } from './page.ts';
import { brief, type JsonSchema, tree } from './schema.ts';

interface Operation {
  readonly parameters: readonly JsonSchema[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema; readonly example?: unknown }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>> }>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly parameters: Readonly<Record<string, JsonSchema>>;
  };
}

const areaNames: Readonly<Record<(typeof areas)[number], string>> = {
  Organization: '组织',
  Keys: '密钥',
  People: '人员',
  Rosters: '值班表',
  Components: '组件',
  Notices: '公告',
  Plans: '预案',
  Incidents: '事件',
  Integrations: '集成',
  Senders: '发送方',
  Links: '链接',
  Service: '服务',
};
const accessNames: Readonly<Record<Route['access'], string>> = {
  public: 'public',
  operator: 'operator key',
  read: 'scope read',
  respond: 'scope respond',
  configure: 'scope configure',
  link: 'signed link',
  integration: 'routing key',
};

const declared = Object.entries(routes) as [string, Route][];
const heading = (en: string, zh: string) => `<h4>${both({ en, 'zh-CN': zh })}</h4>`;

const exampleOf = (route: Route): string => {
  if (route.example === undefined) return '';
  const key = route.access === 'operator' ? '$OPERATOR_KEY' : '$KEY';
  const auth = route.access === 'integration' ? '' : ` -H "Authorization: Bearer ${key}"`;
  const call = `curl -X ${route.method} "$API${route.path}"${auth} \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(route.example, null, 2)}'`;
  return `${heading('Example', '示例')}<pre><code>${escape(call)}</code></pre>`;
};

const article = ([id, route]: [string, Route], document: Document): string => {
  const operation = document.paths[route.path]?.[route.method.toLowerCase()];
  const parameters = (operation?.parameters ?? []).map((one) =>
    one['$ref'] ? (document.components.parameters[String(one['$ref']).split('/').at(-1) ?? ''] ?? one) : one,
  );
  const body = operation?.requestBody?.content['application/json']?.schema;
  const description = descriptionOf(route);
  const problems = route.path === '/v2/enqueue' ? [] : problemsOf(route);
  const answers = Object.entries(route.answers).map(([status, answer]) => {
    const schema = operation?.responses[status]?.content?.['application/json']?.schema;
    return `<div><dt>${status}</dt><dd>${both(answer.description)}${schema ? ` · ${brief(schema)}` : ''}</dd></div>`;
  });
  return `<article id="${id}"><span class="who">${accessNames[route.access]}</span><h3>${both(route.summary)}</h3>
<p class="route"><span class="m ${route.method}">${route.method}</span>${code(route.path)}</p>
${description ? `<p>${both(description)}</p>` : ''}
${parameters.length > 0 ? `${heading('Parameters', '参数')}<dl>${parameters.map((one) => `<div><dt>${code(String(one['name']))}</dt><dd>${String(one['in'])}${one['schema'] && one['in'] !== 'header' ? ` · ${brief(one['schema'] as JsonSchema)}` : ''}${one['description'] ? ` · ${escape(String(one['description']))}` : ''}</dd></div>`).join('')}</dl>` : ''}
${body ? `${heading('Body', '请求体')}${body['$ref'] ? `<p>${brief(body)}</p>` : tree(body)}` : ''}
${exampleOf(route)}
${heading('Answers', '应答')}<dl>${answers.join('')}</dl>
${problems.length > 0 ? `${heading('Problems', '错误')}<p>${problems.map((name) => `<a href="${typeOf(name)}">${catalogue[name].status} ${name}</a>`).join(' · ')}</p>` : ''}
</article>`;
};

const intro = `<h1>Muster API</h1>
<p>${both({
  en: 'Every call carries a key of the organization: “Authorization: Bearer mk_…”. Bodies are JSON in UTF-8. Instants are RFC 3339 in UTC with milliseconds, durations ISO 8601 such as PT10M, money whole minor units with a currency. Sentences come in the language of Accept-Language, English or Simplified Chinese. What a key may not see answers exactly as what does not exist.',
  'zh-CN':
    '每次调用均需携带组织的密钥：“Authorization: Bearer mk_…”。请求体为 UTF-8 编码的 JSON。时间为带毫秒的 RFC 3339 UTC 时间，时长为 ISO 8601（如 PT10M），金额以最小货币单位的整数表示。说明文字按 Accept-Language 返回英文或简体中文。密钥无权查看的内容与不存在的内容应答完全相同。',
})}</p>
<p>${both({
  en: 'What can be edited has an ETag; send it back in If-Match and nobody’s change is overwritten. A POST with an Idempotency-Key can be repeated for 24 hours without happening twice; only what succeeded is remembered.',
  'zh-CN':
    '可编辑的内容带有 ETag；在 If-Match 中回传即可避免覆盖他人的修改。带 Idempotency-Key 的 POST 在 24 小时内可重复发送而不会重复执行；仅记录成功的结果。',
})}</p>
<p><a href="/openapi.json">OpenAPI 3.1</a> · <a href="/docs/problems">${both({ en: 'Problems', 'zh-CN': '错误类型' })}</a></p>`;

/** The reference of every route and schema, as one page. */
export const reference = (): string => {
  const document = openApi() as unknown as Document;
  const schemas = Object.entries(document.components.schemas).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const inArea = areas.map((area) => ({ area, members: declared.filter(([, route]) => route.area === area) }));
  const sections: Section[] = [
    ...inArea.map(({ area, members }) => ({
      title: { en: area, 'zh-CN': areaNames[area] },
      links: members.map(([id, route]) => ({ href: `#${id}`, label: both(route.summary) })),
    })),
    { title: { en: 'Schemas', 'zh-CN': '数据结构' }, links: schemas.map(([name]) => ({ href: `#schema-${name}`, label: escape(name) })) },
  ];
  const content = [
    intro,
    ...inArea.map(
      ({ area, members }) =>
        `<h2>${both({ en: area, 'zh-CN': areaNames[area] })}</h2>${members.map((one) => article(one, document)).join('')}`,
    ),
    `<h2>${both({ en: 'Schemas', 'zh-CN': '数据结构' })}</h2>`,
    ...schemas.map(([name, schema]) => `<article id="schema-${escape(name)}"><h3>${escape(name)}</h3>${tree(schema)}</article>`),
  ];
  return referencePage('Muster API', sections, content.join('\n'));
};

/** The catalogue of problems as a page; problem types are addresses in it. */
export const problemReference = (): string => {
  const names = Object.keys(catalogue) as ProblemName[];
  const entry = (name: ProblemName) =>
    `<article id="${name}"><span class="who">${catalogue[name].status}</span><h3>${both(catalogue[name].title)}</h3><p class="route">${code(typeOf(name))}</p><p>${both(catalogue[name].detail)}</p></article>`;
  const codes = faultCodes().map(({ code: name, sentence }) => `<div><dt>${code(name)}</dt><dd>${both(sentence)}</dd></div>`);
  return referencePage(
    'Muster problems',
    [
      {
        title: { en: 'Problems', 'zh-CN': '错误类型' },
        links: [
          ...names.map((name) => ({ href: `#${name}`, label: both(catalogue[name].title) })),
          { href: '/docs', label: both({ en: 'Back to the API', 'zh-CN': '返回 API 说明' }) },
        ],
      },
    ],
    `<h1>${both({ en: 'Problems', 'zh-CN': '错误类型' })}</h1><p>${both({ en: 'Every refusal is application/problem+json (RFC 9457). Branch on “type”; the sentences may change.', 'zh-CN': '所有拒绝均以 application/problem+json（RFC 9457）返回。请依据 type 判断；文字可能变化。' })}</p>${names.map(entry).join('')}<h2 id="faults">${both({ en: 'Codes of faults', 'zh-CN': '错误代码' })}</h2><article><dl>${codes.join('')}</dl></article>`,
  );
};
