import type { Language } from '../text.ts';
import type { Both } from './catalogue.ts';

/** What a fault says beyond its code; only what its sender sent, or what the schema makes public. */
export interface FaultValues {
  readonly name?: string | undefined;
  readonly suggestion?: string | null | undefined;
  readonly limit?: number | undefined;
  readonly expected?: readonly string[] | undefined;
  /** What there is in place of it. */
  readonly known?: readonly string[] | undefined;
  /** What was sent, in a few words. */
  readonly sent?: string | undefined;
  /** One that would do, as JSON. */
  readonly example?: string | undefined;
  /** JSON pointer to the other place that is concerned. */
  readonly other?: string | undefined;
}

/** More faults than anybody mends at once. */
export const faultsMax = 200;

/** One thing that is wrong with a request. */
export interface Fault {
  readonly in: 'body' | 'query' | 'path' | 'header';
  /** JSON pointer (RFC 6901) into the body, or into the parameters by name. */
  readonly pointer: string;
  readonly code: FaultCode;
  readonly values: FaultValues;
  /** Where it stands in a file that was sent, counted from 1. */
  readonly position?: { readonly line: number; readonly column: number };
}

const list = (words: readonly string[] | undefined) => (words ?? []).slice(0, 30).join(', ');
const named: Readonly<Record<string, string>> = {
  array: '列表',
  body: '机构',
  boolean: 'true 或 false',
  cadence: '定期事项',
  choice: '选项',
  drill: '演练',
  duration: '时长（如 PT10M）',
  fact: '事实',
  form: '表单',
  'incident-type': '事件类型',
  instant: '时间',
  integer: '整数',
  level: '级别',
  money: '金额',
  notice: '公告',
  number: '数字',
  object: '字段',
  parameter: '参数',
  resource: '资源',
  rule: '规则',
  rung: '通知环节',
  seat: '岗位或机构',
  'service-level': '紧急程度或时间窗口',
  step: '步骤',
  string: '文本',
  text: '文本',
};
/** What words for kinds and types are in Chinese; ids and other words stay. */
const zhWords = (words: readonly string[] | undefined): readonly string[] =>
  (words ?? []).map((word) => (Object.hasOwn(named, word) ? (named[word] ?? word) : word));
const enKinds: Readonly<Record<string, string>> = {
  'incident-type': 'incident type',
  seat: 'seat or body',
  'service-level': 'urgency word or window',
};
const enWords = (words: readonly string[] | undefined): readonly string[] =>
  (words ?? []).map((word) => (Object.hasOwn(enKinds, word) ? (enKinds[word] ?? word) : word));
const meant = ({ suggestion }: FaultValues): Both =>
  suggestion ? { en: ` Did you mean “${suggestion}”?`, 'zh-CN': `是否为“${suggestion}”？` } : { en: '', 'zh-CN': '' };
const known = ({ known: names }: FaultValues): Both =>
  names && names.length > 0 ? { en: ` It has: ${list(names)}.`, 'zh-CN': `现有：${list(names)}。` } : { en: '', 'zh-CN': '' };
const with2 = (en: string, zh: string) => (): Both => ({ en, 'zh-CN': zh });

/** Every code of a fault with its sentence. */
const sentences = {
  required: with2('This is missing.', '缺少此项。'),
  type: ({ expected, example }: FaultValues) => ({
    en: `This has to be: ${list(expected)}${example === undefined ? '' : `, such as ${example}`}.`,
    'zh-CN': `类型应为：${list(zhWords(expected))}${example === undefined ? '' : `，例如 ${example}`}。`,
  }),
  'unknown-field': (values: FaultValues) => ({
    en: `“${values.name}” is not a field here.${meant(values).en}`,
    'zh-CN': `此处没有字段“${values.name}”。${meant(values)['zh-CN']}`,
  }),
  'read-only': with2(
    'This is not set here, and is something else now: leave it out, or send it as GET answers it.',
    '此项不能在此设置，且与当前值不同：请删除，或按 GET 返回的值原样发送。',
  ),
  'too-long': ({ limit }: FaultValues) => ({ en: `At most ${limit} characters.`, 'zh-CN': `最多 ${limit} 个字符。` }),
  'too-short': ({ limit }: FaultValues) => ({ en: `At least ${limit} characters.`, 'zh-CN': `至少 ${limit} 个字符。` }),
  'too-many': ({ limit }: FaultValues) => ({ en: `At most ${limit} entries.`, 'zh-CN': `最多 ${limit} 项。` }),
  'too-few': ({ limit }: FaultValues) => ({ en: `At least ${limit} entries.`, 'zh-CN': `至少 ${limit} 项。` }),
  'too-big': ({ limit }: FaultValues) => ({ en: `At most ${limit}.`, 'zh-CN': `不得大于 ${limit}。` }),
  'too-small': ({ limit }: FaultValues) => ({ en: `At least ${limit}.`, 'zh-CN': `不得小于 ${limit}。` }),
  choice: (values: FaultValues) => ({
    en: `One of: ${list(values.expected)}.${meant(values).en}`,
    'zh-CN': `应为以下之一：${list(values.expected)}。${meant(values)['zh-CN']}`,
  }),
  format: with2('This is not in the expected format.', '格式不正确。'),
  slug: with2(
    'Lower-case letters, digits and hyphens, beginning and ending with a letter or digit, at most 64.',
    '只能使用小写字母、数字和连字符，以字母或数字开头和结尾，最多 64 个字符。',
  ),
  'slug-reserved': with2('This slug means something else on the status server.', '该标识为系统保留。'),
  'fact-id': with2(
    'Begin with a lower-case letter, then letters and digits, at most 64; not a word of JavaScript’s objects.',
    '以小写字母开头，之后为字母和数字，最多 64 个字符；不能是 JavaScript 对象自带的名称。',
  ),
  duration: (values: FaultValues) => ({
    en: `${values.sent === undefined ? 'An' : `“${values.sent}” is not an`} ISO 8601 duration such as PT10M, PT2H or P1D.${meant(values).en}`,
    'zh-CN': `${values.sent === undefined ? '' : `“${values.sent}”不符合格式：`}应为 ISO 8601 时长，例如 PT10M、PT2H 或 P1D。${meant(values)['zh-CN']}`,
  }),
  deadline: (values: FaultValues) => ({
    en: `“${values.sent}” is neither a duration such as PT10M nor an urgency word or window of the plan${list(values.expected) && `: ${list(values.expected)}`}.${meant(values).en}`,
    'zh-CN': `“${values.sent}”既不是时长（如 PT10M），也不是预案的紧急程度或时间窗口${list(values.expected) && `：${list(values.expected)}`}。${meant(values)['zh-CN']}`,
  }),
  'text-plain': (values: FaultValues) => ({
    en: `A text is { en: …, zh-CN: … }, with at least one of the two.${meant(values).en}`,
    'zh-CN': `文本应写为 { en: …, zh-CN: … }，至少包含其中一种语言。${meant(values)['zh-CN']}`,
  }),
  'every-short': with2('At least a minute: PT1M.', '至少一分钟：PT1M。'),
  currency: with2('A currency code of three capital letters.', '应为三个大写字母的货币代码。'),
  email: with2('An e-mail address.', '应为电子邮箱地址。'),
  url: with2('An absolute http or https address.', '应为完整的 http 或 https 地址。'),
  https: with2('An https address such as https://www.example.com/help.', '应为 https 地址，例如 https://www.example.com/help。'),
  'time-zone': with2('An IANA time zone such as Asia/Shanghai.', '应为 IANA 时区，例如 Asia/Shanghai。'),
  instant: with2('An RFC 3339 instant such as 2026-03-14T01:42:00Z.', '应为 RFC 3339 时间，例如 2026-03-14T01:42:00Z。'),
  date: with2('A date such as 2026-03-14.', '应为日期，例如 2026-03-14。'),
  clock: with2('A time of the day from 00:00 to 23:59.', '应为 00:00 至 23:59 之间的时刻。'),
  'control-character': with2(
    'This holds a control character, such as a NUL: only tabs and line ends belong in a text.',
    '文本中含有控制字符（例如 NUL）：只允许制表符和换行符。',
  ),
  phone: with2('A telephone number, such as +86 10 5550 1000.', '应为电话号码，例如 +86 10 5550 1000。'),
  'text-empty': with2('A text in at least one language, with something to read in it.', '至少提供一种语言的文本，且不能为空白。'),
  'bound-missing': with2(
    'A comparison needs is, in, atLeast, over, atMost or under.',
    '比较条件需要 is、in、atLeast、over、atMost 或 under。',
  ),
  'cadence-empty': with2('It needs every, dates or after.', '需要填写 every、dates 或 after。'),
  'webhook-secret': with2('“whsec_” and base64 of 24 to 64 bytes.', '应为 whsec_ 加 24 至 64 字节的 base64。'),
  'too-deep': ({ limit }: FaultValues) => ({ en: `Nested more than ${limit} deep.`, 'zh-CN': `嵌套不得超过 ${limit} 层。` }),
  'plan-steps': ({ limit }: FaultValues) => ({
    en: `A plan has at most ${limit} steps over all its incident types, those that are common to all counted in each.`,
    'zh-CN': `一份预案所有事件类型合计最多 ${limit} 个步骤，各类型共有的步骤在每个类型中分别计入。`,
  }),
  'plan-bytes': ({ limit }: FaultValues) => ({
    en: `A plan has at most ${limit} bytes as canonical JSON (RFC 8785), defaults filled in.`,
    'zh-CN': `一份预案（含默认值）的规范 JSON（RFC 8785）最多 ${limit} 字节。`,
  }),
  'not-unicode': with2('This text holds half a character.', '文本包含不完整的字符。'),
  'yaml-syntax': with2('This is not YAML.', '此处不是有效的 YAML。'),
  'yaml-tab': with2('Indent with spaces; YAML takes no tabs here.', '请使用空格缩进，YAML 此处不允许制表符。'),
  'yaml-colon': (values: FaultValues) => ({
    en: `A colon inside a text would begin a field: put quotes around this text.${meant(values).en}`,
    'zh-CN': `文本中的冒号会被当作字段的开始：请为此文本加引号。${meant(values)['zh-CN']}`,
  }),
  'yaml-indent': with2(
    'This is not indented as what it belongs to, or a bracket before it is still open.',
    '缩进与所属内容不一致，或前面的括号尚未关闭。',
  ),
  'yaml-unfinished': with2(
    'Something is missing here: a closing quote or bracket, a colon, a comma.',
    '此处缺少内容：引号、括号、冒号或逗号。',
  ),
  'yaml-documents': with2('One document only; a second one begins here.', '只能包含一个文档，此处开始了第二个。'),
  'yaml-alias': with2('Write it out: references (*name) are not followed.', '请直接写出内容，不支持引用（*name）。'),
  'yaml-key': with2('Names of fields are text; put quotes around it.', '字段名必须是文本，请加引号。'),
  'yaml-value': with2(
    'JSON cannot say this: only text, finite numbers, true, false, null, lists and fields.',
    '只能使用 JSON 可以表示的内容：文本、有限数字、true、false、null、列表和字段。',
  ),
  duplicate: ({ name }: FaultValues) => ({ en: `“${name}” stands here twice.`, 'zh-CN': `“${name}”重复出现。` }),
  'unknown-reference': (values: FaultValues) => ({
    en: `The plan has no ${list(enWords(values.expected))} “${values.name}”.${known(values).en}${meant(values).en}`,
    'zh-CN': `预案中没有${list(zhWords(values.expected))}“${values.name}”。${known(values)['zh-CN']}${meant(values)['zh-CN']}`,
  }),
  'duplicate-id': ({ name, other }: FaultValues) => ({
    en: `The id “${name}” stands twice${other ? `: here and at ${other}` : ''}.`,
    'zh-CN': `标识“${name}”重复${other ? `：此处与 ${other}` : ''}。`,
  }),
  'unknown-person': (values: FaultValues) => ({
    en: `The organization has no person “${values.name}”.${meant(values).en}`,
    'zh-CN': `组织中没有人员“${values.name}”。${meant(values)['zh-CN']}`,
  }),
  'unknown-roster': (values: FaultValues) => ({
    en: `The organization has no roster “${values.name}”.${meant(values).en}`,
    'zh-CN': `组织中没有值班表“${values.name}”。${meant(values)['zh-CN']}`,
  }),
  'unknown-component': (values: FaultValues) => ({
    en: `The organization has no component “${values.name}”.${meant(values).en}`,
    'zh-CN': `组织中没有组件“${values.name}”。${meant(values)['zh-CN']}`,
  }),
  'unknown-plan': (values: FaultValues) => ({
    en: `The organization has no plan “${values.name}”.${meant(values).en}`,
    'zh-CN': `组织中没有预案“${values.name}”。${meant(values)['zh-CN']}`,
  }),
  'plan-exists': ({ name }: FaultValues) => ({
    en: `The organization has a plan “${name}” already.`,
    'zh-CN': `组织中已有预案“${name}”。`,
  }),
  'plan-unpublished': ({ name }: FaultValues) => ({
    en: `No version of the plan “${name}” is published yet.`,
    'zh-CN': `预案“${name}”尚未发布任何版本。`,
  }),
  'plan-repealed': ({ name }: FaultValues) => ({ en: `The plan “${name}” is repealed.`, 'zh-CN': `预案“${name}”已废止。` }),
  'unknown-incident-type': (values: FaultValues) => ({
    en: `The plan knows these incident types: ${list(values.expected)}.${meant(values).en}`,
    'zh-CN': `预案中的事件类型有：${list(values.expected)}。${meant(values)['zh-CN']}`,
  }),
  'unknown-fact': (values: FaultValues) => ({
    en: `The plan has no fact “${values.name}”.${meant(values).en}`,
    'zh-CN': `预案中没有事实“${values.name}”。${meant(values)['zh-CN']}`,
  }),
  'fact-decided': ({ name, expected }: FaultValues) => ({
    en: `Only ${list(expected)} may decide “${name}”; leave it to them.`,
    'zh-CN': `“${name}”只能由 ${list(expected)} 决定，请由其决定。`,
  }),
  'fact-type': ({ expected }: FaultValues) => ({
    en: `The plan wants: ${list(expected)}.`,
    'zh-CN': `预案要求：${list(zhWords(expected))}。`,
  }),
  'unknown-text': (values: FaultValues) => ({
    en: `The organization has no text “${values.name}”.${meant(values).en}`,
    'zh-CN': `组织中没有文本“${values.name}”。${meant(values)['zh-CN']}`,
  }),
  'unknown-place': (values: FaultValues) => ({
    en: `The text has no place “${values.name}”.${meant(values).en}`,
    'zh-CN': `文本中没有占位“${values.name}”。${meant(values)['zh-CN']}`,
  }),
  'place-empty': ({ name }: FaultValues) => ({ en: `The text wants a value for “${name}”.`, 'zh-CN': `文本中的“${name}”需要取值。` }),
  'in-the-future': with2('This has not happened yet.', '该时间尚未到来。'),
  'in-the-past': with2('This is over already.', '该时间已经过去。'),
  'start-in-the-past': with2(
    'It cannot have begun already. To begin now, post an update with the phase in_progress.',
    '不能改为已经开始。如需立即开始，请发布阶段为 in_progress 的更新。',
  ),
  'end-unsaid': with2('Say when it was over; it began at “startedAt”.', '请填写结束时间；开始时间为 startedAt。'),
  'before-start': with2('This is before it began.', '早于开始时间。'),
  'end-before-start': with2('The end has to be after the beginning.', '结束时间必须晚于开始时间。'),
  'out-of-order': with2('This is before the update that it follows.', '早于前一条更新。'),
  'after-end': with2('Nothing follows once it is over; post a new notice.', '结束之后不能再有更新；请发布新的公告。'),
  'claim-when-over': with2(
    'What is over claims nothing: leave this out, or say operational.',
    '已结束的公告不再声明组件状态：请删除此项，或填写 operational。',
  ),
  'updates-alone': with2('Either one update here, or all of them in “updates”.', '请在此处填写一条更新，或全部写在 updates 中。'),
  'language-missing': ({ name }: FaultValues) => ({
    en: `This is missing in a language of the organization: ${name}. Its readers get the other one.`,
    'zh-CN': `缺少组织所用的语言：${name}。该语言的读者将看到另一种语言。`,
  }),
  'group-names-differ': ({ name, expected }: FaultValues) => ({
    en: `Other components give the group “${name}” another name: ${list(expected)}. Customers see one of them; give all the same.`,
    'zh-CN': `其他组件为分组“${name}”填写了不同的名称：${list(expected)}。客户只会看到其中一个，请保持一致。`,
  }),
  host: (values: FaultValues) => ({
    en: `A host name in lower case such as status.example.com, without https:// and path; a name in another script as xn--….${meant(values).en}`,
    'zh-CN': `应为小写的主机名，例如 status.example.com，不含 https:// 和路径；其他文字的域名写作 xn--…。${meant(values)['zh-CN']}`,
  }),
  logo: with2(
    'An https address on a public host, such as https://assets.example.com/logo.svg: a DNS name (in another script as xn--…), no IP address, user name or password.',
    '应为公共主机上的 https 地址，例如 https://assets.example.com/logo.svg：主机须为 DNS 域名（其他文字写作 xn--…），不能是 IP 地址，不得包含用户名或密码。',
  ),
  'private-address': with2('This address is not on the public internet.', '该地址不在公共互联网上。'),
  'not-https': with2('Only https addresses are called.', '只能使用 https 地址。'),
  'value-strange': (values: FaultValues) => ({
    en: `“${values.name}” can never be ${values.sent}; it wants: ${list(values.expected)}.${meant(values).en}`,
    'zh-CN': `“${values.name}”不可能取值 ${values.sent}；应为：${list(zhWords(values.expected))}。${meant(values)['zh-CN']}`,
  }),
  'parameter-strange': (values: FaultValues) => ({
    en: `The parameter “${values.name}” wants: ${list(values.expected)}, and cannot be ${values.sent}.${meant(values).en}`,
    'zh-CN': `参数“${values.name}”应为：${list(zhWords(values.expected))}，不能取值 ${values.sent}。${meant(values)['zh-CN']}`,
  }),
  'choices-missing': ({ name }: FaultValues) => ({
    en: `The fact “${name}” is a choice and has none to choose from, so nobody can report it.`,
    'zh-CN': `事实“${name}”为选项类型，但没有可选项，无法上报。`,
  }),
  'currency-missing': ({ name }: FaultValues) => ({
    en: `“${name}” is money without a currency, so it can have no value.`,
    'zh-CN': `“${name}”为金额类型，但没有币种，无法取值。`,
  }),
  'fact-in-circle': ({ name }: FaultValues) => ({
    en: `The fact “${name}” follows from itself, by way of others.`,
    'zh-CN': `事实“${name}”经由其他事实由自身推出。`,
  }),
  'body-in-circle': ({ name }: FaultValues) => ({
    en: `The body “${name}” answers to itself, by way of others.`,
    'zh-CN': `机构“${name}”经由其他机构隶属于自身。`,
  }),
  'starts-in-circle': ({ name, expected }: FaultValues) => ({
    en: `The ${list(expected)} “${name}” waits for itself, by way of others or at once, and never starts.`,
    'zh-CN': `${list(zhWords(expected))}“${name}”直接或经由其他环节等待自身，永远不会启动。`,
  }),
  'parameter-missing': ({ name }: FaultValues) => ({
    en: `The parameter “${name}” has no value; the plan cannot be published without one.`,
    'zh-CN': `参数“${name}”尚未填写，填写后才能发布预案。`,
  }),
  'nobody-alerted': ({ name }: FaultValues) => ({
    en: `A rung alerts “${name}”, and there is nobody to reach.`,
    'zh-CN': `通知环节指向“${name}”，但没有可通知的人。`,
  }),
  'no-channel': ({ name }: FaultValues) => ({
    en: `A rung alerts “${name}”, who has no channel.`,
    'zh-CN': `通知环节指向“${name}”，但该人员没有联系方式。`,
  }),
  'last-before-first': with2('The last day is before the first.', '末日早于首日。'),
  cursor: with2('Not a cursor of this list; begin without one.', '不是此列表的游标；请从头开始，不带游标。'),
  'etag-format': with2(
    'The ETag that was answered, in its quotes, such as If-Match: "1"; or *.',
    '应为应答中的 ETag，连同引号，例如 If-Match: "1"；或 *。',
  ),
  'idempotency-key': with2('1 to 255 visible characters, with or without quotes.', '应为 1 至 255 个可见字符，可带引号。'),
} satisfies Readonly<Record<string, (values: FaultValues) => Both>>;

export type FaultCode = keyof typeof sentences;
export const isFaultCode = (code: string): code is FaultCode => Object.hasOwn(sentences, code);

/** The sentence for a fault. */
export const describeFault = (fault: Pick<Fault, 'code' | 'values'>, language: Language): string =>
  sentences[fault.code](fault.values)[language];

/** Every code with its sentence, for the reference; what a sentence takes from a request stands as “…”. */
export const faultCodes = (): { readonly code: string; readonly sentence: Both }[] =>
  Object.entries(sentences).map(([code, sentence]) => {
    const { en, 'zh-CN': zh } = sentence({ name: '…', expected: ['…'] });
    return { code, sentence: { en: en.replaceAll('undefined', '…'), 'zh-CN': zh.replaceAll('undefined', '…') } };
  });
