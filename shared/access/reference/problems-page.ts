import { catalogue, type ProblemName, problemsPath } from '../../problems/catalogue.ts';
import { faultCodes } from '../../problems/fault.ts';

const cell = (text: string) => text.replaceAll('|', '\\|');

/** The catalogue as Markdown, for docs/problems/README.md. */
export const problemsMarkdown = (): string => {
  const names = Object.keys(catalogue) as ProblemName[];
  const problems = names.map((name) => {
    const { status, title, detail } = catalogue[name];
    return `### \`${name}\`\n\n**${status}** · ${title.en} · ${title['zh-CN']}\n\n${detail.en}\n\n${detail['zh-CN']}\n`;
  });
  const codes = faultCodes().map(({ code, sentence }) => `| \`${code}\` | ${cell(sentence.en)} | ${cell(sentence['zh-CN'])} |`);
  return `# Problems

<!-- Made by infra/build-openapi.ts from shared/problems. -->

Every refusal is \`application/problem+json\` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)): \`type\`, \`title\`, \`status\`, \`detail\`. Branch on
\`type\`, which is \`${problemsPath}#<name>\` and can be opened on the API; the sentences come in the language of \`Accept-Language\` and may change.

\`invalid\` lists every fault of the request at once in \`errors\`: \`in\` (body, query, path or header), \`pointer\` (a JSON pointer into it), \`code\`,
\`detail\`, and \`suggestion\` where a name was probably misspelt.

${problems.join('\n')}
## Codes of faults

| code | English | 中文 |
|---|---|---|
${codes.join('\n')}
`;
};
