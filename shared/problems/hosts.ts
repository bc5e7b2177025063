/** A host name in ASCII (RFC 1123) of at least two labels, the last with a letter. */
export const hostPattern = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** The host name that somebody meant with an address, capitals or another script; null where there is none in it. */
export const hostMeant = (text: string): string | null => {
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (text.length > 300 || !URL.canParse(address)) return null;
  const host = new URL(address).hostname.replace(/\.$/, '');
  return hostPattern.test(host) ? host : null;
};
