/** Which folder may import which; see docs/architecture.md. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(shared|functions|status-site|infra|test|dist)/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    only('shared imports shared', '^shared/', '^shared/'),
    only('functions import shared, functions and the built site', '^functions/', '^(shared|functions)/|^dist/status-site/'),
    only('the site imports the page and its words', '^status-site/', '^(status-site|shared/(status-page|text|instant))'),
    only('the CDK app reads names from shared and nothing else of ours', '^infra/(?!local/|build-)', '^infra/(?!local/)|^shared/names'),
    {
      name: 'shared is pure',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared leans on little',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['npm', 'npm-dev'], pathNot: 'node_modules/(zod|yaml|mdast-util-from-markdown)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules|dist/(?!status-site)|cdk.out)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.d.mts', '.json'],
    },
  },
};
