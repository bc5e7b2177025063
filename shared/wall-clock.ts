/** What clocks show in a time zone, as milliseconds: the wall clock read as if it were UTC. */

const dayMillis = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
};

/** The wall clock of a zone at an instant (milliseconds, whole seconds). */
export const wallMillis = (millis: number, timeZone: string): number => {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(millis)) part[type] = Number(value);
  return Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'], part['hour'], part['minute'], part['second']);
};

/** The first instant at which a zone's clocks show this; where they skip it, the instant that they would have shown it without the change. */
export const millisOfWall = (wall: number, timeZone: string): number => {
  const offsetAt = (millis: number) => wallMillis(millis, timeZone) - millis;
  const before = wall - offsetAt(wall - dayMillis);
  const showing = [before, wall - offsetAt(wall + dayMillis)].filter((millis) => wallMillis(millis, timeZone) === wall);
  return showing.length > 0 ? Math.min(...showing) : before;
};
