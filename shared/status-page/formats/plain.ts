// Direction marks would turn the rest of a line around where no element can fence them in; control characters say nothing.
const invisible = /\p{Cc}|\p{Cs}|[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;

/** One line of text for a small place, cut after `max` characters. */
export const plainLine = (text: string, max: number): string => {
  const characters = [...text.replace(/\s+/g, ' ').replace(invisible, '').trim()];
  return characters.length > max
    ? `${characters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
    : characters.join('');
};
