// Everything below U+0020 but tab and line ends, lone surrogates and the two non-characters may not occur in XML 1.0, not even escaped.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text for an XML element. */
export const xmlText = (text: string): string =>
  text.replace(forbidden, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Text for an XML attribute in double quotes. */
export const xmlAttribute = (text: string): string => xmlText(text).replaceAll('"', '&quot;');

/** Plain text as HTML: escaped, line ends as breaks. */
export const htmlOfText = (text: string): string => xmlAttribute(text).replace(/\r\n|\r|\n/g, '<br />');
