/** What fits into so many bytes of JSON, from the beginning: a Lambda may answer six megabytes, and there is more to an answer than its longest list. */
export const fitting = <T>(items: readonly T[], bytesMax: number): readonly T[] => {
  let left = bytesMax;
  const end = items.findIndex((item) => {
    left -= Buffer.byteLength(JSON.stringify(item)) + 1;
    return left < 0;
  });
  return end < 0 ? items : items.slice(0, end);
};
