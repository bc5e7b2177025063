import type { Plan } from '../plan.ts';
import { type Finding, warning } from './finding.ts';

/** Incident types that ask nothing of anybody, tell customers of no end, or name nothing that customers know. */
export const procedureFindings = (plan: Plan): Finding[] =>
  plan.incidentTypes.flatMap(({ id, steps, rungs, notices, components }, index) => {
    const at = `/incidentTypes/${index}`;
    const resolved = notices.some(({ phase }) => phase === 'resolved');
    return [
      ...(steps.length + rungs.length === 0 ? [warning('procedure-empty', at, { name: id })] : []),
      ...(notices.length > 0 && !resolved ? [warning('resolved-missing', `${at}/notices`, { name: id })] : []),
      ...(notices.length > 0 && components.length === 0 ? [warning('components-missing', at, { name: id })] : []),
    ];
  });
