import type { Rehearsed } from './rehearse.ts';

const lines = ({ items }: Rehearsed, kind: 'told' | 'answered', purpose?: 'rung' | 'restore'): string[] =>
  items.flatMap((item) => (item.kind === kind && item.purpose === purpose ? [`${item.minute} ${item.person}`] : []));

/** `minute person` of every alert of a rung that went out. */
export const told = (rehearsed: Rehearsed): string[] => lines(rehearsed, 'told', 'rung');

/** `minute person` of everybody who acknowledged. */
export const acknowledged = (rehearsed: Rehearsed): string[] => lines(rehearsed, 'answered');
