const units: readonly (readonly [RegExp, string])[] = [
  [/^(s|secs?|seconds?|秒钟?)$/, 'S'],
  [/^(m|mins?|minutes?|分钟?)$/, 'M'],
  [/^(h|hrs?|hours?|小时|个小时|时)$/, 'H'],
  [/^(d|days?|天|日)$/, 'D'],
  [/^(w|wks?|weeks?|周|个星期|星期)$/, 'W'],
];

/** The ISO 8601 duration that somebody meant with one number and one unit, such as `10 minutes`, `2h` or `10分钟`; null for anything else. */
export const durationMeant = (text: string): string | null => {
  const [, number = '', word = ''] = /^\s*(\d{1,5})\s*-?\s*([a-z]{1,8}|\p{Script=Han}{1,3})\.?\s*$/iu.exec(text) ?? [];
  const unit = units.find(([pattern]) => pattern.test(word.toLowerCase()))?.[1];
  if (unit === undefined || number === '') return null;
  return unit === 'D' || unit === 'W' ? `P${Number(number)}${unit}` : `PT${Number(number)}${unit}`;
};
