import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { edgeSource } from '../../../infra/edge/source.ts';
import { at, list, named, ofType, referenced, synthesize, synthesizeAnew, type JsonObject } from './synthesized.ts';

const statusCertificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012';
const given = {
  statusHost: 'status.muster.example',
  statusAliases: 'status.acme.example, 状态.例子.中国,status.acme.example',
  statusCertificateArn,
};
const synthesized = synthesizeAnew(given);
const configOf = (which: typeof synthesized) =>
  at(named(which, 'AWS::CloudFront::Distribution', 'Distribution').properties, 'DistributionConfig') as JsonObject;

test('without names the distribution answers to CloudFront’s own and needs no certificate', () => {
  expect(configOf(synthesize())['Aliases']).toBeUndefined();
  expect(configOf(synthesize())['ViewerCertificate']).toBeUndefined();
});

test('names from the context are the distribution’s, each once and as DNS writes it, under the given certificate', () => {
  expect(configOf(synthesized)['Aliases']).toEqual(['status.muster.example', 'status.acme.example', 'xn--t7t692b.xn--fsqu00a.xn--fiqs8s']);
  expect(configOf(synthesized)['ViewerCertificate']).toEqual({
    AcmCertificateArn: statusCertificateArn,
    MinimumProtocolVersion: 'TLSv1.2_2021',
    SslSupportMethod: 'sni-only',
  });
});

test('the deployment’s own host is known to the edge and to whoever tells addresses; organizations’ names are not', () => {
  expect(named(synthesized, 'AWS::CloudFront::Function', 'SiteEdge').properties['FunctionCode']).toBe(
    edgeSource(['status.muster.example']),
  );
  const api = named(synthesized, 'AWS::Lambda::Function', 'ApiFunction').properties;
  expect(at(api, 'Environment', 'Variables', 'MUSTER_STATUS_URL')).toBe('https://status.muster.example');
  expect(at(synthesized.templates['MusterState'], 'Outputs', 'StatusUrl', 'Value')).toBe('https://status.muster.example');
  const target = at(synthesized.templates['MusterState'], 'Outputs', 'StatusDomain', 'Value');
  expect(referenced(target)).toBe(named(synthesized, 'AWS::CloudFront::Distribution', 'Distribution').id);
});

test('what the other stack may have taken stays, so that a status host can be set and taken away in one deployment', () => {
  const exportsOf = (which: typeof synthesized) =>
    Object.values(which.templates['MusterState']!['Outputs'] as JsonObject).flatMap((output) => at(output, 'Export', 'Name') ?? []);
  expect(exportsOf(synthesized).sort()).toEqual(exportsOf(synthesize()).sort());
  expect(exportsOf(synthesized).length).toBeGreaterThan(0);
});

test('names bring no permission and no resource, and nothing that cdk-nag objects to', () => {
  const types = (which: typeof synthesized) => which.resources.map(({ type }) => type).sort();
  expect(types(synthesized)).toEqual(types(synthesize()));
  const policies = (which: typeof synthesized) => ['AWS::IAM::Role', 'AWS::S3::BucketPolicy'].flatMap((type) => ofType(which, type));
  expect(policies(synthesized)).toEqual(policies(synthesize()));
  expect(new AwsSolutionsChecks().validateScope(synthesized.app).violations).toEqual([]);
});

test('names may stand in cdk.json as a list', () => {
  const aliases = configOf(synthesizeAnew({ statusAliases: ['a.example', 'b.example'], statusCertificateArn }))['Aliases'];
  expect(list(aliases)).toEqual(['a.example', 'b.example']);
});

test.each([
  [{ statusHost: 'status.muster.example' }, 'statusCertificateArn'],
  [{ statusAliases: 'a.example', statusCertificateArn: statusCertificateArn.replace('us-east-1', 'eu-west-1') }, 'us-east-1'],
  [{ statusHost: '*.muster.example', statusCertificateArn }, 'statusHost: "*.muster.example" is not the name of a host'],
  [{ statusHost: 'https://status.example/', statusCertificateArn }, 'is not the name of a host'],
  [{ statusAliases: 'a.example,localhost', statusCertificateArn }, 'statusAliases: "localhost" is not the name of a host'],
])('%j is refused with what is wrong', (context, words) => {
  expect(() => synthesizeAnew(context)).toThrow(words);
});
