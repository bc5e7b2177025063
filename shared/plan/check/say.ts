import { describeFault } from '../../problems/fault.ts';
import type { Both } from '../../problems/catalogue.ts';
import type { Language } from '../../text.ts';
import type { Finding, Refusal } from './finding.ts';
import { sayWarning } from './words.ts';

/** A finding as it is answered. */
export interface SaidFinding {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly pointer: string;
  readonly message: string;
  readonly remedy: string;
}

const tooMuch: Both = {
  en: 'Make several plans of it; a step of one may put another into action (“starts”).',
  'zh-CN': '请拆分为多份预案；一份预案的步骤可以启动另一份（starts）。',
};
const remedies: Readonly<Partial<Record<Refusal['code'], Both>>> = {
  'duplicate-id': { en: 'Give one of the two another id.', 'zh-CN': '请为其中之一更换标识。' },
  'unknown-field': {
    en: 'Take it out; the schema at /schemas/plan.json lists what may stand here.',
    'zh-CN': '请删除；可用字段见 /schemas/plan.json。',
  },
  'unknown-reference': { en: 'Add it to the plan, or name one that is there.', 'zh-CN': '请在预案中添加，或改用已有的名称。' },
  'unknown-person': { en: 'Add this person, or name one that is there.', 'zh-CN': '请添加此人员，或改用已有人员。' },
  'unknown-roster': { en: 'Add this roster, or name one that is there.', 'zh-CN': '请添加此值班表，或改用已有值班表。' },
  'unknown-plan': { en: 'Add this plan, or name one that is there.', 'zh-CN': '请添加此预案，或改用已有预案。' },
  'unknown-incident-type': { en: 'Name one of its incident types.', 'zh-CN': '请改用该预案已有的事件类型。' },
  'unknown-component': { en: 'Add this component, or name one that is there.', 'zh-CN': '请添加此组件，或改用已有组件。' },
  'starts-in-circle': {
    en: 'Let one of them start with something that happens by itself: declared, restored, an elapsed time.',
    'zh-CN': '请让其中之一由自行发生的时刻启动：declared、restored 或经过的时间。',
  },
  'body-in-circle': { en: 'Correct “under” of one of them.', 'zh-CN': '请更正其中之一的 under。' },
  'fact-in-circle': { en: 'Let it follow from facts that are reported.', 'zh-CN': '请改为由上报的事实推出。' },
  'choices-missing': { en: 'List “choices”.', 'zh-CN': '请列出 choices。' },
  'currency-missing': { en: 'Add “currency”, such as CNY.', 'zh-CN': '请添加 currency，例如 CNY。' },
  'value-strange': {
    en: 'Write a value of the fact’s type, in its currency, or one of its choices.',
    'zh-CN': '请填写符合该事实类型、币种或选项的值。',
  },
  'parameter-strange': { en: 'Correct the value or the type.', 'zh-CN': '请更正值或类型。' },
  'parameter-missing': { en: 'Write it into “value”.', 'zh-CN': '请在 value 中填写。' },
  'nobody-alerted': {
    en: 'List people in “holders”, a position that somebody has, or a roster with shifts.',
    'zh-CN': '请在 holders 中列出人员、有人担任的职务或已排班的值班表。',
  },
  'no-channel': { en: 'Give this person an e-mail address or a webhook.', 'zh-CN': '请为此人员添加电子邮箱或 Webhook。' },
  'plan-steps': tooMuch,
  'plan-bytes': tooMuch,
  required: { en: 'Add it; the schema at /schemas/plan.json says what may stand here.', 'zh-CN': '请补充；格式见 /schemas/plan.json。' },
};
const general: Both = {
  en: 'Correct it; the schema at /schemas/plan.json says what may stand here.',
  'zh-CN': '请更正；格式见 /schemas/plan.json。',
};

const remedyOf = ({ code, fault: { suggestion } }: Refusal): Both =>
  suggestion ? { en: `Write “${suggestion}”.`, 'zh-CN': `请改为“${suggestion}”。` } : (remedies[code] ?? general);

/** A finding in one language. */
export const sayFinding = (finding: Finding, language: Language): SaidFinding => {
  const { severity, code, pointer } = finding;
  if ('fault' in finding) {
    const { code: fault, fault: values } = finding;
    return { severity, code, pointer, message: describeFault({ code: fault, values }, language), remedy: remedyOf(finding)[language] };
  }
  const { message, remedy } = sayWarning(finding.code, finding.values);
  return { severity, code, pointer, message: message[language], remedy: remedy[language] };
};
