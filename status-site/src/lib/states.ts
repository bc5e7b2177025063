import { claimOf, isOpen, isRunning, stateOfImpact } from '../../../shared/status-page/overall.ts';
import type { ComponentState, PageMaintenance, PageNotice } from '../../../shared/status-page/page.ts';
import { pick, type Language, type Text } from '../../../shared/text.ts';

/** The short name of a state in class names and glyph ids. */
export const mark: Record<ComponentState, string> = {
  operational: 'ok',
  under_maintenance: 'mt',
  degraded_performance: 'dg',
  partial_outage: 'pt',
  major_outage: 'mj',
};

const heights: Record<ComponentState, number> = {
  operational: 18,
  under_maintenance: 18,
  degraded_performance: 24,
  partial_outage: 28,
  major_outage: 32,
};

/** How a day stands in bars that are 32 high, so that no state is told by colour alone. */
export const barOf = (state: ComponentState) => ({ y: 16 - heights[state] / 2, height: heights[state] });

/** Worst first. */
export const worstFirst: readonly ComponentState[] = [
  'major_outage',
  'partial_outage',
  'degraded_performance',
  'under_maintenance',
  'operational',
];

/** The worst a notice ever was, for telling about it afterwards. */
export const gravestOf = (notice: PageNotice): ComponentState => stateOfImpact[notice.impact];

/** Class of a notice: what it claims now, or a plain announcement when it claims nothing yet. */
export const noticeMark = (notice: PageNotice): string => {
  const claim = claimOf(notice);
  return claim === 'operational' && isOpen(notice) && notice.phase !== 'monitoring' ? 'in' : mark[claim];
};

export const isResolved = (notice: PageNotice): boolean => !isOpen(notice);
export const isPlanned = ({ phase }: PageMaintenance): boolean => phase === 'scheduled';
export const isEnded = (maintenance: PageMaintenance): boolean => !isPlanned(maintenance) && !isRunning(maintenance);

// Direction marks would turn the rest of a line around where no element can fence them in, as in a title.
const directionMarks = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

/** Text for places that hold no elements: titles and labels. */
export const plain = (text: Text, language: Language): string => pick(text, language).text.replace(directionMarks, '');

/** The first sentence of a text, cut after `max` characters. */
export const firstSentence = (text: string, max: number): string => {
  const sentence = text.trim().split(/(?<=[.!?])\s|(?<=[。！？])|\n/, 1)[0] ?? '';
  const characters = [...sentence];
  return characters.length > max
    ? `${characters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
    : sentence;
};
