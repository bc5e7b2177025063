import type { Tenant, World } from './world.ts';

/** A plan in which some decide, some report, something is forbidden, and other plans are put into action. */
export const deliveries = {
  title: { en: 'Deliveries', 'zh-CN': '配送预案' },
  principles: [{ en: 'People first', 'zh-CN': '以人为本' }],
  seats: [
    { id: 'driver', title: { en: 'Driver', 'zh-CN': '司机' }, holders: ['ada'] },
    { id: 'area-office', title: { en: 'Area office', 'zh-CN': '区域办事处' }, holders: ['bo'] },
  ],
  facts: [
    { id: 'suspend', title: { en: 'Suspend deliveries', 'zh-CN': '暂停配送' }, type: 'boolean', decidedBy: ['area-office'] },
    { id: 'route', title: { en: 'New route', 'zh-CN': '新路线' }, type: 'boolean', decidedBy: ['area-office'] },
    { id: 'safe', title: { en: 'Road is safe', 'zh-CN': '道路安全' }, type: 'boolean' },
    { id: 'parcels', title: { en: 'Parcels', 'zh-CN': '件数' }, type: 'integer' },
    { id: 'weight', title: { en: 'Weight', 'zh-CN': '重量' }, type: 'number' },
    { id: 'loss', title: { en: 'Loss', 'zh-CN': '损失' }, type: 'money', currency: 'CNY' },
    { id: 'delay', title: { en: 'Delay', 'zh-CN': '延误' }, type: 'duration' },
    { id: 'arrival', title: { en: 'Arrival', 'zh-CN': '到达时间' }, type: 'instant' },
    { id: 'place', title: { en: 'Place', 'zh-CN': '地点' }, type: 'text' },
    {
      id: 'cause',
      title: { en: 'Cause', 'zh-CN': '原因' },
      type: 'choice',
      choices: [
        { id: 'breakdown', title: { en: 'Breakdown', 'zh-CN': '故障' } },
        { id: 'accident', title: { en: 'Accident', 'zh-CN': '事故' } },
      ],
    },
  ],
  forms: [
    {
      id: 'first-report',
      title: { en: 'First report' },
      facts: ['safe', 'parcels', 'weight', 'loss', 'delay', 'arrival', 'place', 'cause'],
      advice: [{ en: 'Name a landmark' }],
    },
  ],
  levels: [
    { id: 'red', title: { en: 'Red', 'zh-CN': '红色' } },
    { id: 'blue', title: { en: 'Blue', 'zh-CN': '蓝色' } },
  ],
  gradedBy: ['area-office'],
  incidentTypes: [
    {
      id: 'late',
      title: { en: 'A delivery is late', 'zh-CN': '配送延误' },
      scope: { fact: 'parcels', atLeast: 10 },
      rules: [{ id: 'many', level: 'red', when: { fact: 'parcels', atLeast: 500 } }],
      otherwise: 'blue',
      steps: [
        { id: 'report', title: { en: 'Report', 'zh-CN': '报告' }, actor: 'driver', form: 'first-report', evidence: ['photo'] },
        { id: 'decide', title: { en: 'Decide on deliveries', 'zh-CN': '决定配送' }, actor: 'area-office', asks: ['suspend'] },
        { id: 'wait', title: { en: 'Take the new route', 'zh-CN': '改走新路线' }, actor: 'driver', asks: ['route'] },
        { id: 'stay', title: { en: 'Do not leave the vehicle', 'zh-CN': '不得离开车辆' }, actor: 'driver', forbidden: true },
        {
          id: 'police',
          title: { en: 'Report the accident', 'zh-CN': '报警' },
          actor: 'driver',
          by: 'phone',
          to: { en: 'Traffic police 122', 'zh-CN': '交警 122' },
        },
        { id: 'phones', title: { en: 'Start the phone plan' }, actor: 'area-office', starts: { plan: 'call-centre' } },
        { id: 'nowhere', title: { en: 'Start a plan that is not there' }, actor: 'area-office', starts: { plan: 'surge' } },
      ],
      rungs: [{ id: 'office', title: { en: 'Area office' }, on: { asked: 'route' }, alert: ['area-office'] }],
      closure: { by: ['area-office'], when: { fact: 'safe', is: true } },
    },
    { id: 'flood', title: { en: 'Flood' }, notYetWritten: [{ en: 'Everything' }] },
  ],
};

/** Gives an organization that plan, and an incident by it. */
export const declaring = async ({ ask }: World, { key }: Tenant, body: object = {}) => {
  const stored = await ask('PUT', '/v1/plans/deliveries', { key, body: deliveries });
  if (stored.status >= 300) throw new Error(`the plan was not stored: ${stored.text}`);
  const declared = await ask('POST', '/v1/incidents', { key, body: { plan: 'deliveries', incidentType: 'late', ...body } });
  if (declared.status !== 201) throw new Error(`not declared: ${declared.text}`);
  return declared.body;
};
