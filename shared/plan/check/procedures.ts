import type { Plan } from '../plan.ts';
import { type Finding, warning } from './finding.ts';

const hasTypes = ({ incidentTypes, about }: Plan): boolean =>
  incidentTypes.length > 0 || about?.kind === 'policy' || about?.kind === 'preventive-measures';

/** Incident types that ask nothing of anybody, tell customers of no end, name nothing that customers know, or have work without a deadline. */
export const procedureFindings = (plan: Plan): Finding[] => [
  ...(hasTypes(plan) ? [] : [warning('types-missing', '/incidentTypes')]),
  ...plan.incidentTypes.flatMap(({ id, steps, rungs, notices, components, notYetWritten }, index) => {
    const at = `/incidentTypes/${index}`;
    const resolved = notices.some(({ phase }) => phase === 'resolved');
    const empty = steps.length + rungs.length === 0;
    const endless = steps.filter(({ within, forbidden, until }) => within === undefined && !forbidden && until === undefined);
    return [
      ...(empty ? [warning(notYetWritten.length > 0 ? 'procedure-unwritten' : 'procedure-empty', at, { name: id })] : []),
      ...(endless.length > 0 ? [warning('deadline-missing', `${at}/steps`, { name: id, list: endless.map(({ id: step }) => step) })] : []),
      ...(notices.length > 0 && !resolved ? [warning('resolved-missing', `${at}/notices`, { name: id })] : []),
      ...(notices.length > 0 && components.length === 0 ? [warning('components-missing', at, { name: id })] : []),
    ];
  }),
];
