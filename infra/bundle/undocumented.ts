import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';
import ts from 'typescript';

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

const withoutDocumentation = (declared: ts.ObjectLiteralExpression): ts.ObjectLiteralExpression =>
  ts.factory.updateObjectLiteralExpression(
    declared,
    declared.properties
      .filter((property) => !documentation.has(nameOf(property)))
      .map((property) =>
        nameOf(property) === 'answers' && ts.isPropertyAssignment(property) && ts.isObjectLiteralExpression(property.initializer)
          ? ts.factory.updatePropertyAssignment(property, property.name, withoutShapes(property.initializer))
          : property,
      ),
  );

const strip: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
  const visit = (node: ts.Node): ts.Node => {
    const [declared] =
      ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'route' ? node.arguments : [];
    return declared && ts.isObjectLiteralExpression(declared) ? withoutDocumentation(declared) : ts.visitEachChild(node, visit, context);
  };
  return ts.visitEachChild(file, visit, context);
};

/** Leaves out of the bundle what the table of routes says for readers: 20 KB, and the making of every answer's schema at each cold start. */
export const undocumented: Plugin = {
  name: 'undocumented',
  setup(build) {
    build.onLoad({ filter: /[\\/]shared[\\/]access[\\/]\w+\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('= route(') && !text.includes(': route(')) return undefined;
      const { transformed } = ts.transform(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true), [strip]);
      const [file] = transformed;
      return file ? { contents: ts.createPrinter({ removeComments: true }).printFile(file), loader: 'ts' } : undefined;
    });
  },
};
