const colours: Record<string, string> = { ok: '149262', mt: '2f6fd6', dg: 'c27803', pt: 'd1601a', mj: 'c8283c', in: '4b5563' };

const outlines: Record<string, string> = {
  dg: 'm8 0 8 8-8 8-8-8z',
  pt: 'm8 1 8 14H0z',
  mj: 'M5 0h6l5 5v6l-5 5H5l-5-5V5z',
};
const disc = 'M8 0a8 8 0 0 1 0 16A8 8 0 0 1 8 0z';

/** A favicon that shows the state by colour and outline, inside the page so that it costs no request. */
export const icon = (mark: string): string =>
  `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%23${colours[mark]}' d='${outlines[mark] ?? disc}'/%3E%3C/svg%3E`;
