/** Where minutes stand on a line: every minute at which something happens gets room, and long waits grow with their logarithm only. */
export interface Scale {
  readonly minutes: readonly number[];
  readonly x: (minute: number) => number;
}

const weight = (gap: number) => 1 + 0.9 * Math.log2(1 + gap);

export const scaleOf = (all: readonly number[], left: number, right: number): Scale => {
  const minutes = [...new Set([0, ...all])].toSorted((a, b) => a - b);
  const places = new Map<number, number>();
  let sum = 0;
  for (const [index, minute] of minutes.entries()) {
    if (index > 0) sum += weight(minute - (minutes[index - 1] ?? 0));
    places.set(minute, sum);
  }
  return { minutes, x: (minute) => Math.round(left + ((places.get(minute) ?? 0) / (sum || 1)) * (right - left)) };
};

/** Rough width of a text: Chinese characters are as wide as high, others about half of it. */
export const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 1 : 0.51), 0) * size;

/** As much of a text as fits, with an ellipsis for the rest. */
export const fit = (text: string, size: number, width: number): string => {
  if (widthOf(text, size) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (widthOf(`${kept}${character}…`, size) > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
};

/** A text in lines of at most a width, cut after the last one that is allowed. */
export const wrap = (text: string, size: number, width: number, linesMax: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/[\u2e80-\uffff][，。、；：！？）」』】]*|[^\s\u2e80-\uffff]+\s*/g) ?? []) {
    if (line !== '' && widthOf((line + word).trimEnd(), size) > width) {
      lines.push(line);
      line = '';
    }
    line += word;
  }
  lines.push(line);
  const kept = lines.slice(0, linesMax).map((one) => one.trim());
  const rest = lines.slice(linesMax - 1).join('');
  return lines.length > linesMax ? [...kept.slice(0, -1), fit(rest, size, width)] : kept.map((one) => fit(one, size, width));
};
