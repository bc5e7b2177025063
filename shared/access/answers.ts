import * as z from 'zod';
import { modes } from '../incident/events.ts';
import { ComponentInput, IntegrationInput, OrganizationInput, scopes } from '../organization/records.ts';
import { RosterInput, Shift } from '../organization/roster.ts';
import { FactDefinition } from '../plan/facts.ts';
import { FactValue } from '../plan/values.ts';
import { Plan } from '../plan/plan.ts';
import { Slug } from '../plan/slug.ts';
import { humanChannels } from '../plan/step.ts';
import { componentStates, noticePhases } from '../status-page/page.ts';
import { LookInput } from '../organization/settings.ts';
import { LanguageWarning } from './notice-answers.ts';
import { PlanFindings, PlanStanding } from './plan-answers.ts';
import { Language, textOf } from '../text.ts';

/** Shapes of what the API answers. They document and are tested; nothing is parsed with them on the way out. */
const at = z.iso.datetime({ precision: 3 });
const version = z.int().min(1);
const list = <T extends z.ZodType>(item: T) => z.strictObject({ items: z.array(item) });

export const OrganizationAnswer = z.strictObject({
  id: z.string(),
  ...OrganizationInput.shape,
  timeZone: z.string(),
  languages: z.array(Language),
  pageId: z.string(),
  statusUrl: z.url(),
  createdAt: at,
  updatedAt: at,
});

/** The organization as it is set up, with what is set of its page. */
export const OrganizationStanding = OrganizationAnswer.extend({
  look: LookInput,
  /** Since when the announcement stands. */
  announcedAt: at.nullable(),
  domain: z
    .strictObject({
      host: z.string(),
      /** The TXT record that shows whose the host is. */
      record: z.strictObject({ type: z.literal('TXT'), name: z.string(), value: z.string() }),
      verifiedAt: at.nullable(),
    })
    .nullable(),
  version,
  warnings: z.array(LanguageWarning),
});

export const KeyAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  person: Slug.nullable(),
  createdAt: at,
});
export const KeyCreated = z.strictObject({ key: KeyAnswer, apiKey: z.string() });
export const KeyList = list(KeyAnswer);

export const OrganizationCreated = z.strictObject({ organization: OrganizationAnswer, apiKey: z.string() });

export const PersonAnswer = z.strictObject({
  id: Slug,
  name: z.string(),
  language: Language.nullable(),
  positions: z.array(Slug),
  channels: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('email'), address: z.string() }),
      z.strictObject({ kind: z.literal('webhook'), url: z.string() }),
    ]),
  ),
  version,
  updatedAt: at,
});
export const PersonList = list(PersonAnswer);

export const RosterAnswer = z.strictObject({ id: Slug, ...RosterInput.shape, shifts: z.array(Shift), version, updatedAt: at });
export const RosterList = list(RosterAnswer);

export const ComponentAnswer = z.strictObject({
  id: Slug,
  publicId: z.string(),
  ...ComponentInput.shape,
  position: z.int(),
  /** The state that is set by hand at present. */
  override: z.strictObject({ state: z.enum(componentStates), from: at, until: at.nullable() }).nullable(),
  version,
  createdAt: at,
  updatedAt: at,
  /** A text that is missing in one of the organization's languages, and a group that other components call something else. */
  warnings: z.array(LanguageWarning.extend({ code: z.enum(['language-missing', 'group-names-differ']) })),
});
export const ComponentList = list(ComponentAnswer);

export const PlanSummary = z.strictObject({
  slug: Slug,
  version,
  title: textOf(200),
  incidentTypes: z.array(z.strictObject({ id: Slug, title: textOf(200) })),
  updatedAt: at,
  ...PlanStanding.shape,
});
export const PlanList = list(PlanSummary);
export const PlanAnswer = z.strictObject({ slug: Slug, version, createdAt: at, ...PlanStanding.shape, plan: Plan });
/** Findings as checking tells them; `detail` is their message. */
const Warning = PlanFindings.shape.findings.element.extend({ detail: z.string() });
export const PlanStored = PlanAnswer.extend({ warnings: z.array(Warning) });
export const PlanAdopted = PlanAnswer.extend({ findings: PlanFindings.shape.findings });

const Reason = z.strictObject({ rule: Slug, level: Slug, facts: z.record(z.string(), FactValue), unknown: z.boolean() });

export const IntegrationAnswer = z.strictObject({
  id: z.string(),
  ...IntegrationInput.shape,
  facts: z.record(z.string(), FactValue),
  publish: z.boolean(),
  createdAt: at,
});
export const IntegrationCreated = z.strictObject({ integration: IntegrationAnswer, routingKey: z.string().length(32) });
export const IntegrationList = list(IntegrationAnswer);

const PersonName = z.strictObject({ id: z.string(), name: z.string().nullable() });

const people = z.array(PersonName);
export const DutyAnswer = z.strictObject({ at, people, next: z.array(z.strictObject({ at, people })) });

export const IncidentSummary = z.strictObject({
  id: z.string(),
  plan: z.strictObject({ slug: Slug, version }),
  incidentType: Slug,
  mode: z.enum(modes),
  status: z.enum(['open', 'restored', 'closed']),
  level: Slug.nullable(),
  components: z.array(Slug),
  declaredAt: at,
  acknowledgedAt: at.nullable(),
  restoredAt: at.nullable(),
  closedAt: at.nullable(),
  version,
});
export const IncidentList = z.strictObject({ items: z.array(IncidentSummary), next: z.string().nullable() });

export const IncidentAnswer = z.strictObject({
  ...IncidentSummary.shape,
  title: textOf(200),
  levelTitle: textOf(200).nullable(),
  summary: z.string().nullable(),
  source: z.strictObject({ integration: z.string(), dedupKey: z.string() }).nullable(),
  /** The task of another incident that put this plan into action. */
  cause: z.strictObject({ incident: z.string(), task: Slug }).nullable(),
  /** Whether the plan covers what happened; null where it does not say. */
  scope: z.enum(['inside', 'outside', 'unknown']).nullable(),
  acknowledgedBy: z.array(PersonName),
  /** What the rules say, whoever may have set the level. */
  ruledLevel: Slug.nullable(),
  levelSet: z.strictObject({ level: Slug, at, person: PersonName.nullable(), reason: z.string().nullable() }).nullable(),
  reasons: z.array(Reason),
  /** Decisions that were asked for. */
  asked: z.array(
    z.strictObject({
      fact: z.string(),
      title: textOf(200),
      decidedBy: z.array(Slug),
      at,
      person: PersonName.nullable(),
      question: z.string().nullable(),
      decidedAt: at.nullable(),
    }),
  ),
  facts: z.record(z.string(), z.strictObject({ value: FactValue, at })),
  tasks: z.array(
    z.strictObject({
      id: Slug,
      title: textOf(500),
      seat: Slug,
      persons: z.array(PersonName),
      status: z.enum(['open', 'done', 'breached', 'lapsed']),
      openedAt: at,
      dueAt: at.nullable(),
      completedAt: at.nullable(),
      breachedAt: at.nullable(),
      seatTitle: textOf(200).nullable(),
      /** What has to be reported before it is done. */
      asks: z.array(
        z.strictObject({
          ...FactDefinition.pick({ id: true, title: true, type: true, choices: true, currency: true }).shape,
          decidedBy: z.array(Slug),
        }),
      ),
      form: z.strictObject({ id: Slug, title: textOf(200), advice: z.array(textOf(500)) }).nullable(),
      /** Not work: what must not be done. */
      forbidden: z.boolean(),
      by: z.enum(humanChannels).nullable(),
      to: textOf(200).nullable(),
      round: z.int().min(1),
      evidence: z.array(z.string()),
      /** The plan that it puts into action, and the incident of that plan once it has. */
      starts: z.strictObject({ plan: Slug, incidentType: Slug.optional() }).nullable(),
      incident: z.string().nullable(),
    }),
  ),
  alerts: z.array(
    z.strictObject({
      person: PersonName,
      purpose: z.enum(['rung', 'restore']),
      rung: Slug.nullable(),
      seats: z.array(Slug),
      channel: z.enum(['email', 'webhook']).nullable(),
      status: z.enum(['pending', 'sent', 'waiting', 'failed', 'cancelled']),
      attempt: z.int(),
      requestedAt: at,
      sentAt: at.nullable(),
      acknowledgedAt: at.nullable(),
      failure: z.string().nullable(),
      retryAt: at.nullable(),
    }),
  ),
  notice: z.strictObject({
    id: z.string(),
    approvedAt: at.nullable(),
    phase: z.enum(noticePhases).nullable(),
    state: z.enum(componentStates).nullable(),
    /** Ids of the plan’s notices, and `by-hand/` with a number for what somebody wrote. */
    published: z.array(z.string()),
  }),
  /** When the plan wants to act next, if nothing happens before. */
  nextDueAt: at.nullable(),
  /** Only where customers were told something in fewer languages than the organization has. */
  warnings: z.array(LanguageWarning).optional(),
});

export const TimelineAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      sequence: z.int().min(1),
      at,
      recordedAt: at,
      type: z.string(),
      actor: z.strictObject({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
      text: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});

export const EventAccepted = z.strictObject({ status: z.literal('success'), message: z.string(), dedup_key: z.string() });
export const EventRefused = z.strictObject({ status: z.string(), message: z.string(), errors: z.array(z.string()) });
export const AlertsAccepted = z.strictObject({ status: z.literal('success') });
export const Health = z.strictObject({ status: z.literal('ok') });
