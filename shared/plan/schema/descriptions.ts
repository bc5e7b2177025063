/** What editors show about each field of a plan, by the name of its part and its own. */
export const descriptions = {
  Plan: {
    $schema: 'Where this schema is, for editors. Not stored with a meaning.',
    title: 'What the plan is called.',
    purpose: 'What the plan is for, and what it does not cover.',
    seats: 'The posts that get work and alerts, each with the people that hold it.',
    facts: 'What the plan wants to know about an incident.',
    levels: 'How bad an incident can be, the worst level first.',
    serviceLevels: 'A duration for each urgency word of the plan, such as immediately: PT2M.',
    incidentTypes: 'What can happen, each kind with its own procedure.',
  },
  Seat: {
    id: 'Name of the seat in this plan: lower-case words joined by hyphens.',
    title: 'What the post is called.',
    holders: 'Ids of people, in the order in which they are tried.',
  },
  FactDefinition: {
    id: 'Name of the fact in this plan: letters and digits, beginning with a lower-case letter.',
    title: 'What people are asked for.',
    type: 'What its values are. Money is whole minor units (cents, fen) of its currency; durations are ISO 8601.',
    choices: 'The values of a choice.',
    currency: 'The currency of money, such as CNY.',
    unknown: 'How grading treats a value that is reported as unknown: as the worse (the default), or not at all.',
  },
  Level: {
    id: 'Name of the level in this plan.',
    title: 'What the level is called.',
    command: 'The seat that leads at this level.',
  },
  IncidentType: {
    id: 'Name of the incident type in this plan.',
    title: 'What such an incident is called.',
    components: 'Ids of the components of the status page that are affected, unless the declaration names others.',
    rules: 'Which level applies when. Every rule that matches counts, and the worst level wins.',
    otherwise: 'The level when no rule matches.',
    steps: 'Work for seats, each with its start and its deadline.',
    rungs: 'The escalation ladder: whom to alert, when, and what happens if nobody answers.',
    notices: 'What customers are told, and when.',
    restoreNotice: 'Sent to everybody who was alerted, when service is restored.',
  },
  Rule: {
    id: 'Name of the rule; it is given as the reason for a level.',
    level: 'The level that the rule gives.',
    when: 'What has to be so.',
  },
  Step: {
    id: 'Name of the step in this incident type.',
    title: 'What is to be done.',
    actor: 'The seat that does it.',
    on: 'When it starts: one trigger, or a list of which the first to happen counts.',
    when: 'Only if this is so. What hangs on an unknown fact counts as so.',
    within: 'The deadline, counted from the start: a duration such as PT10M, or an urgency word of this plan.',
  },
  Rung: {
    id: 'Name of the rung in this incident type.',
    title: 'Who is alerted, and why.',
    on: 'When it is reached: one trigger, or a list of which the first to happen counts.',
    when: 'Only if this is so. What hangs on an unknown fact counts as so.',
    alert: 'The seats whose holders are alerted.',
    message: 'What the alert says; without it, the plan’s and the rung’s titles.',
    whom: 'first: one holder after the other (the default). all: every holder at once.',
    answer: 'How long to wait for an acknowledgement before the next holder is alerted, and how often to go through the list.',
  },
  Notice: {
    id: 'Name of the notice in this incident type.',
    on: 'When it is published: one trigger, or a list of which the first to happen counts.',
    when: 'Only if this is so. What hangs on an unknown fact counts as so.',
    phase: 'How far the response is, as customers see it.',
    title: 'Heading of the notice.',
    body: 'Text of the notice.',
    state: 'What the notice claims of the components.',
  },
} as const;

/** What editors show about the parts themselves. */
export const parts = {
  Condition:
    'A question about facts: { fact: households, atLeast: 5000 } with atLeast, over, atMost, under (together a range), is or in; combined by all, any and not.',
  Trigger:
    'A moment: declared, restored, closed, { elapsed: PT10M }, { fact: repairTime, over: PT10M }, { level: level-1 }, { told: rung }, { done: step }, { breached: step }, { unanswered: rung }, { undeliverable: rung }.',
  Text: 'A text in English (en), Chinese (zh-CN), or both.',
} as const;
