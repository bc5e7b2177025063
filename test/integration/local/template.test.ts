import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { edgeSource } from '../../../infra/edge/source.ts';
import { planDeployment } from '../../../infra/local/deployment.ts';
import { drivers } from '../../../infra/local/drivers.ts';
import { createResolver, loadTemplates, parseTemplate, type Json, type JsonObject, type Template } from '../../../infra/local/template.ts';
import { createScratch, type Scratch } from './scratch.ts';

const endpoints = {
  table: 'http://127.0.0.1:1',
  messaging: 'http://127.0.0.1:2',
  objects: 'http://127.0.0.1:3',
  api: 'http://127.0.0.1:4',
  status: 'http://127.0.0.1:5',
};

function resolveOne(value: Json, ...others: Template[]): Json | undefined {
  const resources = { One: { Type: 'A::B::C', Properties: { value } }, Two: { Type: 'A::B::C' } };
  const template = parseTemplate('Stack', { Resources: resources });
  const identify = ({ id }: { id: string }) => ({ ref: `ref-${id}`, attributes: { Arn: `arn-${id}` } });
  const resolver = createResolver([template, ...others], identify);
  return resolver.properties(template.resources.get('One')!)['value'];
}

describe('references in a template', () => {
  it('are resolved: Ref, GetAtt, Join and Sub, in each other', () => {
    expect(resolveOne({ Ref: 'Two' })).toBe('ref-Two');
    expect(resolveOne({ Ref: 'AWS::Region' })).toBe('us-east-1');
    expect(resolveOne({ list: [{ 'Fn::GetAtt': ['Two', 'Arn'] }] })).toEqual({ list: ['arn-Two'] });
    expect(resolveOne({ 'Fn::Join': ['/', ['a', { Ref: 'Two' }]] })).toBe('a/ref-Two');
    expect(resolveOne({ 'Fn::Sub': '${Two}:${Two.Arn}:${AWS::AccountId}:${!Literal}' })).toBe('ref-Two:arn-Two:000000000000:${Literal}');
  });

  it('reach what another stack exports', () => {
    const other = parseTemplate('Other', {
      Resources: { Theirs: { Type: 'A::B::C' } },
      Outputs: { Out: { Value: { 'Fn::GetAtt': ['Theirs', 'Arn'] }, Export: { Name: 'Other:theirs' } } },
    });
    expect(resolveOne({ 'Fn::ImportValue': 'Other:theirs' }, other)).toBe('arn-Theirs');
  });

  it('that are not understood are refused with their place', () => {
    expect(() => resolveOne({ deep: [{ 'Fn::Select': [0, ['a']] }] })).toThrow(
      'Stack.One.value.deep[0]: Fn::Select is not resolved locally',
    );
    expect(() => resolveOne({ Ref: 'Nobody' })).toThrow('Stack.One.value (Ref): there is no resource Nobody');
    expect(() => resolveOne({ 'Fn::GetAtt': ['Two', 'Colour'] })).toThrow('Two has no attribute Colour locally');
    expect(() => resolveOne({ 'Fn::ImportValue': 'nothing' })).toThrow('nothing exports "nothing"');
  });
});

describe('the template', () => {
  let scratch: Scratch;
  let templates: Template[];
  beforeAll(() => {
    scratch = createScratch();
    templates = loadTemplates(scratch.templates);
  });
  afterAll(() => scratch.remove());

  it('has no type without a row in drivers.ts', () => {
    const types = new Set(templates.flatMap((template) => [...template.resources.values()].map((resource) => resource.type)));
    expect([...types].filter((type) => !(type in drivers))).toEqual([]);
    expect(types.size).toBeGreaterThan(15);
  });

  it('is refused when it gains a type that nobody decided about', () => {
    const extra = parseTemplate('Extra', { Resources: { Cluster: { Type: 'AWS::ECS::Cluster' } } });
    expect(() => planDeployment([...templates, extra], endpoints)).toThrow(
      'Extra.Cluster: infra/local/drivers.ts has no row for AWS::ECS::Cluster',
    );
  });

  it('tells each function its resources and event sources', () => {
    const { functions, site } = planDeployment(templates, endpoints);
    expect(functions.map(({ name }) => name).sort()).toEqual(['api', 'notify', 'publish', 'relay', 'tick']);
    const plan = (name: string) => functions.find((one) => one.name === name)!;
    const kinds = (name: string) =>
      plan(name)
        .sources.map(({ kind }) => kind)
        .sort();
    expect(kinds('api')).toEqual(['http']);
    expect(kinds('relay')).toEqual(['stream']);
    expect(kinds('tick')).toEqual(['queue', 'schedule']);
    expect(kinds('notify')).toEqual(['queue']);
    expect(kinds('publish')).toEqual(['queue']);
    expect(plan('relay').sources[0]).toMatchObject({
      table: plan('api').environment['MUSTER_TABLE'],
      batchSize: 100,
      parallel: 10,
      bisect: true,
    });
    expect(plan('relay').environment['MUSTER_TICK_QUEUE_URL']).toMatch(/^http:\/\/127\.0\.0\.1:2\/000000000000\/TickQueue/);
    expect(plan('tick').sources.find(({ kind }) => kind === 'schedule')).toMatchObject({ everySeconds: 60, input: { sweep: true } });
    expect(site?.bucket).toBe(plan('publish').environment['MUSTER_SITE_BUCKET']);
  });

  it('gives the status server the headers of the distribution, without the one that insists on TLS', () => {
    const { site } = planDeployment(templates, endpoints);
    const page = site?.behaviors.find(({ pattern }) => pattern === '*');
    expect(page?.edge).toBe(edgeSource(['localhost', '127.0.0.1']));
    expect(site?.missingPage).toBe('/404.html');
    expect(page?.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
    expect(Object.keys(page?.headers ?? {})).not.toContain('strict-transport-security');
  });

  it('is refused where its event sources have no local counterpart', () => {
    const state = templates.find((template) => template.stack === 'MusterState')!;
    const service = templates.find((template) => template.stack === 'MusterService')!;
    const [id, route] = [...service.resources].find(([, resource]) => resource.type === 'AWS::ApiGatewayV2::Route')!;
    const changed: JsonObject = { ...route.properties, RouteKey: 'GET /x' };
    const other: Template = { ...service, resources: new Map([...service.resources, [id, { ...route, properties: changed }]]) };
    expect(() => planDeployment([state, other], endpoints)).toThrow(`MusterService.${id}: only the route $default exists locally`);
  });
});
