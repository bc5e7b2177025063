/** Prints the figures as one aligned table. */
import type { Figure } from './bench.ts';

const heads = ['figure', 'measured', 'baseline in the same run', 'ratio', 'target', 'met?'] as const;

const verdict = ({ met, target }: Figure): string => {
  if (target === undefined || met === undefined) return '–';
  return met ? 'yes' : 'NO';
};

export const table = (figures: readonly Figure[]): string => {
  const notes: string[] = [];
  const rows = figures.map((figure) => {
    const { name, measured, baseline = '–', ratio = '–', target = '–', note } = figure;
    if (note !== undefined && !notes.includes(note)) notes.push(note);
    const mark = note === undefined ? '' : ` [${notes.indexOf(note) + 1}]`;
    return [`${name}${mark}`, measured, baseline, ratio, target, verdict(figure)];
  });
  const widths = heads.map((head, column) => Math.max(...[head, ...rows.map((row) => row[column] ?? '')].map((cell) => cell.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    line(heads),
    line(widths.map((width) => '─'.repeat(width))),
    ...rows.map(line),
    ...(notes.length > 0 ? [''] : []),
    ...notes.map((note, index) => `[${index + 1}] ${note}`),
  ].join('\n');
};
