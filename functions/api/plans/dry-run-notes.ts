import { type Answered, eventsMax, type Rehearsal, type RefusedAnswer } from '../../../shared/incident/dry-run.ts';
import { type Language, say } from '../../../shared/text.ts';

export interface DryRunNote {
  readonly code: 'stand-ins' | 'cut-events' | 'cut-week' | 'not-done';
  readonly text: string;
}

const refusedText = ({ answer, refusal }: RefusedAnswer, answers: readonly Answered[], language: Language): string => {
  const { after = '', done = '' } = answers[answer] ?? {};
  const closed = refusal.code === 'incident-closed';
  if (language === 'en')
    return closed ? `What happens after ${after} comes too late: the incident is closed` : `“${done}” is not yet a task after ${after}`;
  return closed ? `开始后 ${after} 的操作无效：事件已关闭` : `开始后 ${after} 时任务“${done}”尚未下达`;
};

/** What a rehearsal is not: the whole future, played by those who hold the seats. */
export const notesOn = ({ plan, standIns, cut, refused }: Rehearsal, answers: readonly Answered[], language: Language): DryRunNote[] => {
  const english = language === 'en';
  const seats = plan.seats.filter(({ id }) => standIns[id]).map(({ title }) => say(title, language));
  const notes: DryRunNote[] = [];
  if (seats.length > 0)
    notes.push({
      code: 'stand-ins',
      text: english
        ? `Nobody holds these seats yet; stand-ins play them: ${seats.join(', ')}`
        : `以下岗位尚无人任职，由替身代为演练：${seats.join('、')}`,
    });
  if (cut === 'events')
    notes.push({
      code: 'cut-events',
      text: english
        ? `The rehearsal ends here after ${eventsMax} events; more would follow`
        : `推演在 ${eventsMax} 条记录后截止；其后仍有内容`,
    });
  if (cut === 'week')
    notes.push({
      code: 'cut-week',
      text: english ? 'The rehearsal ends here after a week; more would follow' : '推演在一周后截止；其后仍有内容',
    });
  for (const one of refused) notes.push({ code: 'not-done', text: refusedText(one, answers, language) });
  return notes;
};
