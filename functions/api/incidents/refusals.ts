import type { Both } from '../../../shared/problems/catalogue.ts';
import type { Refusal } from '../../../shared/incident/commands.ts';
import { faultsMax } from '../../../shared/problems/fault.ts';
import { pointerOf } from '../../../shared/problems/pointer.ts';
import { suggest, suggester } from '../../../shared/problems/suggest.ts';
import { inBody, invalid, notFound, type Refused, refuse } from '../http/answer.ts';

const askThem: Both = {
  en: 'Only holders of the seats in “by” may; name the one who decides in “person”, or ask them with POST …/ask.',
  'zh-CN': '只有 by 所列岗位的人员可以决定；请在 person 中写明决定人，或通过 POST …/ask 请示。',
};

/** Why a plan refuses a command, as the API says it. `sent` is the incident type that was asked for. */
export const refusalOf = (refusal: Refusal, sent?: string): Refused => {
  switch (refusal.code) {
    case 'incident-closed':
      return refuse('incident-closed', { closedAt: refusal.closedAt });
    case 'task-unknown':
      return notFound;
    case 'incident-type-unknown':
      return invalid([
        sent === undefined
          ? inBody('/incidentType', 'choice', { expected: refusal.known })
          : inBody('/incidentType', 'unknown-incident-type', {
              name: sent,
              expected: refusal.known,
              suggestion: suggest(sent, refusal.known),
            }),
      ]);
    case 'task-early':
      return refuse('task-early', { facts: refusal.facts });
    case 'task-forbids':
      return refuse('task-forbids');
    case 'authority-missing':
      return {
        ...refuse('authority-missing', { name: refusal.name, by: refusal.by }),
        ...(refusal.about === 'fact' ? { detail: askThem } : {}),
      };
    case 'closure-early':
      return refuse('closure-early', { facts: refusal.facts });
    case 'publication-missing':
      return refuse('publication-missing', { because: refusal.because });
    case 'notice-over':
      return refuse('notice-over');
    case 'follow-up-early':
      return refuse('follow-up-early');
    case 'procedure-unwritten':
      return refuse('procedure-unwritten', { incidentType: refusal.incidentType });
    case 'level-unknown':
      return invalid([inBody('/level', 'choice', { expected: refusal.known })]);
    case 'facts-missing':
      return invalid(refusal.facts.map((name) => inBody(pointerOf(['facts', name]), 'required')));
    case 'facts-invalid': {
      const meant = suggester(refusal.faults.find(({ code }) => code === 'fact-unknown')?.expected ?? []);
      return invalid(
        refusal.faults
          .slice(0, faultsMax)
          .map(({ name, code, expected }) =>
            code === 'fact-unknown'
              ? inBody(pointerOf(['facts', name]), 'unknown-fact', { name, suggestion: meant(name) })
              : inBody(pointerOf(['facts', name]), 'fact-type', { expected }),
          ),
      );
    }
  }
};
