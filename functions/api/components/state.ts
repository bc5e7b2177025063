import { override } from '../../../shared/notice/override.ts';
import { overrideAt } from '../../../shared/notice/stage.ts';
import { faultAt } from '../../../shared/notice/wording.ts';
import { keys } from '../../../shared/table/keys.ts';
import { overridesItem } from '../../adapters/dynamodb/notices.ts';
import { handles } from '../call.ts';
import { commit, pageChanged } from '../commit.ts';
import { again, invalid, json, notFound, refuse } from '../http/answer.ts';
import { wakeOf } from '../notices/record.ts';
import { componentAnswer, componentTag, loadComponent, matchesComponent } from './record.ts';

export const setState = handles('setState', async ({ api, caller, params, body, once, ifMatch, language }) => {
  const { organizationId } = caller;
  const { state, until = null } = body;
  const now = api.clock();
  const { component, overrides, overridesVersion, present, ...around } = await loadComponent(api, organizationId, params.id, now);
  if (!component) return notFound;
  const tag = componentTag(component, present).slice(1, -1);
  if (Array.isArray(ifMatch) ? !ifMatch.includes(tag) : !matchesComponent(ifMatch, component.version)) return refuse('version-stale');
  if (until !== null && until <= now) return invalid([faultAt(['until'], 'in-the-past')]);

  const same = state === (present?.state ?? null) && (present === null || present.until === until);
  const after = same ? overrides : override(overrides, state, until, now);
  const holds = overrideAt(after, now);
  const item = overridesItem(organizationId, component.id, after, (overridesVersion ?? 0) + 1, now);
  const answer = json(200, componentAnswer(component, holds, { ...around, language }), { etag: componentTag(component, holds) });
  const writes = same
    ? []
    : [
        { put: item, if: overridesVersion === null ? ({ absent: true } as const) : { attribute: 'version', equals: overridesVersion } },
        // A component that is deleted meanwhile leaves nothing behind.
        {
          put: { ...keys.component.key(organizationId, component.id), type: 'Component', version: component.version, component },
          if: { attribute: 'version', equals: component.version },
        },
        pageChanged(api, organizationId, now, wakeOf(item)),
      ];
  const written = await commit(api, once, writes, answer);
  if (typeof written !== 'number') return written;
  return ifMatch === null ? again : refuse('version-stale');
});
