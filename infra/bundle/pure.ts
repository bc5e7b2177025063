import ts from 'typescript';

/** Where the calls begin that a value is made of, arguments included. What stands in a function is not made yet. */
const callsIn = (node: ts.Node, file: ts.SourceFile): readonly number[] => {
  if (ts.isFunctionLike(node) || ts.isTypeNode(node)) return [];
  const inner: number[] = [];
  ts.forEachChild(node, (child) => void inner.push(...callsIn(child, file)));
  return ts.isCallExpression(node) || ts.isNewExpression(node) ? [node.getStart(file), ...inner] : inner;
};

/**
 * Says of the values that a module of shared/ makes while it loads that they matter only to who uses them: that code is pure, but the bundler cannot
 * know it of a call, and would keep every schema of a file of which anything is used.
 */
export const withPureValues = (text: string): string => {
  const file = ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest, true);
  const values = file.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => declarationList.declarations);
  const places = values.flatMap(({ initializer }) => (initializer ? callsIn(initializer, file) : []));
  // From the end, so that places stay places; a chain of calls begins in one place.
  return [...new Set(places)]
    .toSorted((a, b) => b - a)
    .reduce((marked, place) => `${marked.slice(0, place)}/*@__PURE__*/ ${marked.slice(place)}`, text);
};
