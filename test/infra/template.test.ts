/** Everything that is asked of the templates, over one synthesis: it takes longer than all of the asking. */
import './template/alarms.ts';
import './template/commands.ts';
import './template/domains.ts';
import './template/functions.ts';
import './template/permissions.ts';
import './template/promises.ts';
import './template/queues.ts';
import './template/site.ts';
