import { readFileSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { Plugin } from 'esbuild';
import ts from 'typescript';
import { withPureValues } from './pure.ts';

const shared = resolve(import.meta.dirname, '..', '..', 'shared') + sep;

/** What a route says for readers: it goes into OpenAPI and the reference at build time, and no request needs it. */
const documentation = new Set(['summary', 'description', 'example']);

const nameOf = (property: ts.ObjectLiteralElementLike): string => (property.name && 'text' in property.name ? property.name.text : '');

/** Of what a route answers, requests need the media type only. */
const withoutShapes = (answers: ts.ObjectLiteralExpression): ts.ObjectLiteralExpression =>
  ts.factory.updateObjectLiteralExpression(
    answers,
    answers.properties.map((answer): ts.ObjectLiteralElementLike => {
      if (!ts.isPropertyAssignment(answer)) return answer;
      const kept = ts.isObjectLiteralExpression(answer.initializer)
        ? answer.initializer.properties.filter((property) => nameOf(property) === 'mediaType')
        : [];
      return ts.factory.updatePropertyAssignment(answer, answer.name, ts.factory.createObjectLiteralExpression(kept));
    }),
  );

/** A body that is judged elsewhere needs no schema here: by its handler, or by what is loaded when a request comes. */
const isJudgedElsewhere = (property: ts.ObjectLiteralElementLike): boolean =>
  nameOf(property) === 'lazy' ||
  (nameOf(property) === 'reads' &&
    ts.isPropertyAssignment(property) &&
    ts.isStringLiteral(property.initializer) &&
    property.initializer.text === 'document');

const withoutDocumentation = (declared: ts.ObjectLiteralExpression): ts.ObjectLiteralExpression => {
  const dropped = declared.properties.some(isJudgedElsewhere) ? new Set([...documentation, 'body']) : documentation;
  return ts.factory.updateObjectLiteralExpression(
    declared,
    declared.properties
      .filter((property) => !dropped.has(nameOf(property)))
      .map((property) =>
        nameOf(property) === 'answers' && ts.isPropertyAssignment(property) && ts.isObjectLiteralExpression(property.initializer)
          ? ts.factory.updatePropertyAssignment(property, property.name, withoutShapes(property.initializer))
          : property,
      ),
  );
};

const strip: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
  const visit = (node: ts.Node): ts.Node => {
    const [declared] =
      ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'route' ? node.arguments : [];
    return declared && ts.isObjectLiteralExpression(declared) ? withoutDocumentation(declared) : ts.visitEachChild(node, visit, context);
  };
  return ts.visitEachChild(file, visit, context);
};

const withoutDocumentationOf = (text: string): string => {
  if (!text.includes('= route(') && !text.includes(': route(')) return text;
  const { transformed } = ts.transform(ts.createSourceFile('routes.ts', text, ts.ScriptTarget.Latest, true), [strip]);
  const [file] = transformed;
  return file ? ts.createPrinter({ removeComments: true }).printFile(file) : text;
};

/**
 * Leaves out of the bundle what the table of routes says for readers, and every schema that nothing in the bundle uses: 80 KB, and their making at each
 * cold start.
 */
export const undocumented: Plugin = {
  name: 'undocumented',
  setup(build) {
    build.onLoad({ filter: /[\\/]shared[\\/].+\.ts$/ }, ({ path }) => {
      if (!path.startsWith(shared)) return undefined;
      return { contents: withPureValues(withoutDocumentationOf(readFileSync(path, 'utf8'))), loader: 'ts' };
    });
  },
};
