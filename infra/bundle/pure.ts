import ts from 'typescript';

/** Whether anything runs while a value is made. What stands in a function does not run yet. */
const runs = (node: ts.Node): boolean => {
  if (ts.isFunctionLike(node) || ts.isTypeNode(node)) return false;
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isPropertyAccessExpression(node)) return true;
  return (
    ts.isSpreadAssignment(node) || ts.isSpreadElement(node) || ts.isComputedPropertyName(node) || (ts.forEachChild(node, runs) ?? false)
  );
};

/**
 * Says of the values that a module makes while it loads that they matter only to who uses them. In shared/ that is so, but the bundler cannot know it of a
 * call, and would keep every schema of a file of which anything is used. No line moves.
 */
export const withPureValues = (text: string): string => {
  const file = ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest, true);
  return file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .flatMap(({ initializer }) => (initializer && runs(initializer) ? [initializer] : []))
    .toReversed()
    .reduce((marked, value) => {
      const [from, to] = [value.getStart(file), value.end];
      return `${marked.slice(0, from)}/*@__PURE__*/ (() => (${marked.slice(from, to)}))()${marked.slice(to)}`;
    }, text);
};
