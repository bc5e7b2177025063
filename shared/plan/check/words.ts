import type { Both } from '../../problems/catalogue.ts';
import type { Language } from '../../text.ts';
import { sayFact } from '../say-fact.ts';
import type { FindingValues } from './finding.ts';

/** Message and remedy of a finding. */
export interface Said {
  readonly message: Both;
  readonly remedy: Both;
}

const said = (en: string, zh: string, enRemedy: string, zhRemedy: string): Said => ({
  message: { en, 'zh-CN': zh },
  remedy: { en: enRemedy, 'zh-CN': zhRemedy },
});

const titleOf = ({ fact }: FindingValues, language: Language): string => fact?.title[language] ?? fact?.id ?? '';

/** A range as people say it: `more than 10 and less than 20`, `exactly 5,000`. */
const rangeIn = ({ from, to, fact }: FindingValues, language: Language): string => {
  const [low, high] = [from, to].map((end) => end && sayFact(end.value, fact, language));
  if (from?.included && to?.included && low === high) return language === 'en' ? `exactly ${low}` : `恰为 ${low}`;
  const parts =
    language === 'en'
      ? [low && `${from?.included ? 'at least' : 'more than'} ${low}`, high && `${to?.included ? 'at most' : 'less than'} ${high}`]
      : [low && `${from?.included ? '不少于' : '多于'} ${low}`, high && `${to?.included ? '不多于' : '少于'} ${high}`];
  return parts.filter(Boolean).join(language === 'en' ? ' and ' : ' 且');
};

/** As many names as anybody reads. */
const listed = (list: readonly string[] = [], comma: string): string =>
  list.length > 8 ? `${list.slice(0, 8).join(comma)}${comma}… (${list.length})` : list.join(comma);

const kinds = { step: '步骤', rung: '通知环节', notice: '公告' } as const;
const zhKind = ({ kind }: FindingValues) => (kind ? kinds[kind] : '');

/** A length as people say it: `12.5 hours`, `45 minutes`. */
const lengthOf = (minutes: number, language: Language): string => {
  const [count, one, many, zh] =
    minutes < 60 ? [minutes, 'minute', 'minutes', '分钟'] : [Math.round(minutes / 6) / 10, 'hour', 'hours', '小时'];
  const number = count.toLocaleString('en-US');
  return language === 'en' ? `${number} ${count === 1 ? one : many}` : `${number} ${zh}`;
};

const orWrite = ({ suggestion }: FindingValues, en: string, zh: string): readonly [string, string] =>
  suggestion ? [`Write “${suggestion}”.`, `请改为“${suggestion}”。`] : [en, zh];

/** Every warning with its sentences. */
const sentences = {
  gap: (values) =>
    said(
      `No rule says what “${titleOf(values, 'en')}” of ${rangeIn(values, 'en')} means${values.level ? `; it is graded “${values.level}” as ${values.gap ? 'a gap between rules' : 'what is left over'}` : ', and such an incident gets no level'}.`,
      `“${titleOf(values, 'zh-CN')}”${rangeIn(values, 'zh-CN')} 时没有适用的规则${values.level ? `，按${values.gap ? '规则之间的空档' : '其余情况'}定为“${values.level}”` : '，此类事件不会定级'}。`,
      'Move a bound of a rule so that the ranges meet, or add a rule for this range.',
      '请调整规则的界限使区间相接，或为此区间增加规则。',
    ),
  overlap: (values) =>
    said(
      `The rules “${values.other}” and “${values.name}” both match where “${titleOf(values, 'en')}” is ${rangeIn(values, 'en')}; the worse level wins.`,
      `“${titleOf(values, 'zh-CN')}”${rangeIn(values, 'zh-CN')} 时，规则“${values.other}”与“${values.name}”同时适用，以较严重的级别为准。`,
      'If that is not meant, leave the shared values out of one of them: “under” instead of “atMost”, “over” instead of “atLeast”.',
      '如非本意，请在其中一条规则中去掉重叠部分：用 under 代替 atMost，或用 over 代替 atLeast。',
    ),
  'rule-impossible': ({ name }) =>
    said(
      `No value fulfils the bounds in the rule “${name}” at the same time.`,
      `没有任何值能同时满足规则“${name}”中的界限。`,
      'Correct the bounds; perhaps two were swapped.',
      '请更正界限，可能上下限写反了。',
    ),
  'level-unreachable': ({ name }) =>
    said(
      `No incident can be graded “${name}”: no rule gives it without a worse one matching too, and no “otherwise” names it.`,
      `任何事件都不会定为“${name}”：没有规则会单独给出此级别，也没有 otherwise 指向它。`,
      'Add a rule for this level, correct the rule that hides it, or remove the level.',
      '请为此级别增加规则、更正掩盖它的规则，或删除此级别。',
    ),
  'level-in-rule': ({ name }) =>
    said(
      `“${name}” asks for the level, which is made by rules; here it is never so.`,
      `“${name}”以级别为条件，而级别由规则得出，此处永远不成立。`,
      'Ask for facts instead.',
      '请改用事实作为条件。',
    ),
  'otherwise-missing': ({ name }) =>
    said(
      `Some incidents of “${name}” match no rule and get no level, such as those of which nothing is known yet.`,
      `“${name}”中有些事件不符合任何规则，因而没有级别，例如尚无任何信息的事件。`,
      'Name the level of what is left over in “otherwise”.',
      '请在 otherwise 中写明其余情况的级别。',
    ),
  'never-starts': (values) =>
    said(
      `The ${values.kind} “${values.name}” can never start: nothing that it waits for can happen.`,
      `${zhKind(values)}“${values.name}”永远不会启动：其等待的情况不可能发生。`,
      'Wait for something that can happen: a level that a rule gives, work that starts and has “within”, a duration that can be reported.',
      '请等待可能发生的情况：规则给出的级别、会启动且带有 within 的步骤，或可上报的时长。',
    ),
  'rung-after-end': (values) =>
    said(
      `The rung “${values.name}” starts when the response is over, and nobody is alerted then.`,
      `通知环节“${values.name}”在处置结束后才启动，届时不会再通知任何人。`,
      'Start it during the response; whoever is to be told of the end is told by “restoreNotice” or by a step.',
      '请在处置期间启动；如需告知结束，请使用 restoreNotice 或步骤。',
    ),
  'trigger-never': (values) =>
    said(
      `This can never happen; the ${values.kind} “${values.name}” starts by its other triggers only.`,
      `此情况不可能发生；${zhKind(values)}“${values.name}”只会由其他触发条件启动。`,
      'Correct the trigger, or take it out.',
      '请更正或删除此触发条件。',
    ),
  'trigger-late': (values) =>
    said(
      `This never comes first: by then the ${values.kind} “${values.name}” has started.`,
      `此触发条件不会最先出现：届时${zhKind(values)}“${values.name}”早已启动。`,
      'Take it out, or correct the earlier time.',
      '请删除此触发条件，或更正较早的时间。',
    ),
  'procedure-empty': ({ name }) =>
    said(
      `“${name}” has no step and no rung: nobody is given work, and nobody is alerted.`,
      `“${name}”没有步骤也没有通知环节：不会分派工作，也不会通知任何人。`,
      'Write down who does what, and who is alerted.',
      '请写明由谁做什么、通知谁。',
    ),
  'types-missing': () =>
    said(
      'The plan knows no incident types, so nothing can be declared by it.',
      '预案没有任何事件类型，无法据此宣布事件。',
      'Add an incident type, or say in “about” that it is a policy.',
      '请添加事件类型，或在 about 中注明其为管理制度（policy）。',
    ),
  'procedure-unwritten': ({ name }) =>
    said(
      `What to do in “${name}” is not yet written; such an incident cannot be declared.`,
      `“${name}”的处置程序尚未编写，此类事件无法宣布。`,
      'Write steps, or let “procedure: minimal” give a simple procedure until then.',
      '请编写步骤，或先以 procedure: minimal 采用最简程序。',
    ),
  'deadline-missing': ({ name, list }) =>
    said(
      `In “${name}” there is work without a deadline: ${listed(list, ', ')}.`,
      `“${name}”中有未设时限的工作：${listed(list, '、')}。`,
      'Say “within”, with a duration or one of the urgency words, where lateness should be noticed.',
      '如需发现逾期，请用 within 写明时长或紧急程度。',
    ),
  'body-empty': ({ name }) =>
    said(
      `The body “${name}” has no seats.`,
      `机构“${name}”没有任何岗位。`,
      'Name its leader, deputies or members.',
      '请写明组长、副组长或成员岗位。',
    ),
  'asks-the-wrong': ({ name, other, list }) =>
    said(
      `The step “${name}” asks its actor for “${listed(list, ', ')}”, which only ${other} may decide.`,
      `步骤“${name}”要求执行者上报“${listed(list, '、')}”，但只有 ${other} 有权决定。`,
      'Give the step to them, or name its actor in “decidedBy”.',
      '请将步骤交给有权决定者，或在 decidedBy 中加入执行者。',
    ),
  'decider-open': ({ name, other }) =>
    said(
      other === 'level'
        ? `“${name}” decides here and is held by whoever commands at the level, which everybody who responds may set: anybody can make themselves the one who decides.`
        : `“${name}” decides here and is held by whoever “${other}” names, which everybody who responds may report: anybody can make themselves the one who decides.`,
      other === 'level'
        ? `“${name}”在此有决定权，由当前级别的指挥者担任，而任何处置人员都可以确定级别，因而任何人都可使自己成为决定者。`
        : `“${name}”在此有决定权，由“${other}”所指地点的当班人员担任，而任何处置人员都可以上报该事实，因而任何人都可使自己成为决定者。`,
      other === 'level' ? 'Say in “gradedBy” who may set the level.' : `Give “${other}” a “decidedBy”, or name another seat here.`,
      other === 'level' ? '请在 gradedBy 中写明谁可以确定级别。' : `请为“${other}”设置 decidedBy，或在此改用其他岗位。`,
    ),
  'every-window': ({ name, other }) =>
    said(
      `The step “${name}” never comes again: “every” names the window “${other}”, which is a time of the day and no length.`,
      `步骤“${name}”不会重复：every 指向时间窗口“${other}”，而时间窗口是时刻，不是时长。`,
      'Write a duration, such as P1D, or an urgency word.',
      '请填写时长（如 P1D）或紧急程度。',
    ),
  'parameter-unused': ({ name }) =>
    said(
      `Nothing uses the parameter “${name}”.`,
      `没有任何内容使用参数“${name}”。`,
      `Write { parameter: ${name} } where its value belongs, or take it out.`,
      `请在需要之处写 { parameter: ${name} }，或将其删除。`,
    ),
  'resolved-missing': ({ name }) =>
    said(
      `Customers are told of “${name}”, and not of its end until it is closed.`,
      `“${name}”会告知客户，但在关闭之前不会告知已恢复。`,
      'Add a notice on “restored” with the phase “resolved”.',
      '请增加一条 on 为 restored、phase 为 resolved 的公告。',
    ),
  'components-missing': ({ name }) =>
    said(
      `The notices of “${name}” concern no component, unless the declaration names some.`,
      `“${name}”的公告未涉及任何组件，除非宣布事件时指定。`,
      'List in “components” what of the status page is affected.',
      '请在 components 中列出状态页上受影响的组件。',
    ),
  'service-level-unused': ({ name }) =>
    said(
      `Nothing has the urgency “${name}”.`,
      `没有任何内容使用紧急程度“${name}”。`,
      'Use the word in “within”, or take it out.',
      '请在 within 中使用该词，或将其删除。',
    ),
  'seat-empty': ({ name }) =>
    said(
      `Nobody holds the seat “${name}”.`,
      `岗位“${name}”无人任职。`,
      'List the ids of people in “holders”, the first to be asked first.',
      '请在 holders 中按顺序列出人员标识。',
    ),
  'position-vacant': (values) =>
    said(
      `Nobody has the position “${values.name}”.`,
      `没有人员担任职务“${values.name}”。`,
      ...orWrite(
        values,
        'Give it to people in their “positions”, or name one that somebody has.',
        '请在人员的 positions 中添加，或改用已有人担任的职务。',
      ),
    ),
  'site-strange': (values) =>
    said(
      `“${titleOf(values, 'en')}” is to name the roster of a site, and its value is never a name.`,
      `“${titleOf(values, 'zh-CN')}”应为某地点的值班表标识，但其值不可能是标识。`,
      'Make it a text, or a choice of which every value is a roster’s id.',
      '请改为 text 类型，或改为以值班表标识为选项的 choice 类型。',
    ),
  'site-without-roster': (values) =>
    said(
      `“${titleOf(values, 'en')}” can be “${values.name}”, and there is no such roster: nobody would be on duty.`,
      `“${titleOf(values, 'zh-CN')}”可为“${values.name}”，但没有此值班表，届时无人值班。`,
      ...orWrite(values, 'Add the roster, or take this choice out.', '请添加该值班表，或删除此选项。'),
    ),
  'duty-gap': ({ name, duty }) =>
    said(
      `Nobody is on duty by the roster “${name}” from ${duty?.from} until ${duty?.until} (${duty?.timeZone}); within the next ${duty?.days} days that makes ${lengthOf(duty?.minutes ?? 0, 'en')} in ${duty?.gaps} ${duty?.gaps === 1 ? 'gap' : 'gaps'}.`,
      `值班表“${name}”自 ${duty?.from} 至 ${duty?.until}（${duty?.timeZone}）无人值班；未来 ${duty?.days} 天共有 ${duty?.gaps} 处空档，合计 ${lengthOf(duty?.minutes ?? 0, 'zh-CN')}。`,
      'Add a shift for these hours, or a holder who is tried when nobody is on duty.',
      '请为这些时段增加班次，或为岗位增加无人值班时的任职人员。',
    ),
  'window-gap': ({ name, clocks = [] }) =>
    said(
      `The window “${name}” gives no due time to what starts at ${clocks.join(', ')}.`,
      `时间窗“${name}”未规定 ${clocks.join('、')} 开始的工作何时到期。`,
      'Add a span, so that the whole day is covered; a span may end on the next day.',
      '请增加时段以覆盖全天；时段可以跨越午夜。',
    ),
  'window-overlap': ({ name, clocks = [] }) =>
    said(
      `At ${clocks.join(', ')} an earlier span of the window “${name}” holds too, and that one counts.`,
      `时间窗“${name}”在 ${clocks.join('、')} 还有更靠前的时段，以靠前者为准。`,
      'Let the spans meet without overlapping: each “until” is the next “from”.',
      '请使各时段首尾相接而不重叠：前一段的 until 即后一段的 from。',
    ),
  'seat-unused': ({ name }) =>
    said(
      `The plan gives the seat “${name}” nothing to do: no work, no alert, no decision, no command.`,
      `岗位“${name}”在预案中没有任何职责：没有工作、通知、决定或指挥。`,
      'Give it a step, a rung, a decision or a place in a body, or remove it.',
      '请为其安排步骤、通知环节、决定或机构成员身份，或将其删除。',
    ),
  'language-missing': ({ name }) =>
    said(
      `This text is not written in ${name === 'en' ? 'English' : 'Chinese'}; readers of that language get the other one.`,
      `此文本缺少${name === 'en' ? '英文' : '中文'}，该语言的读者将看到另一种语言。`,
      `Add “${name}”.`,
      `请补充“${name}”。`,
    ),
} satisfies Readonly<Record<string, (values: FindingValues) => Said>>;

export type WarningCode = keyof typeof sentences;

export const sayWarning = (code: WarningCode, values: FindingValues): Said => sentences[code](values);
