/** Names that the infrastructure and the code share. */
export const functions = ['api', 'relay', 'tick', 'notify', 'publish'] as const;
export type FunctionName = (typeof functions)[number];

/** The index that finds incidents by their next due time. */
export const dueIndex = { name: 'due', partition: 'dueShard', sort: 'dueAt' } as const;

/** What a message asks for: an SNS attribute of each effect's name says `yes`, and the queues filter on that. */
export const effects = { alert: 'alert', statusPage: 'status-page' } as const;
export const asked = 'yes';

/** Marks an outbox item in the table's stream. */
export const outboxType = 'Outbox';

/** The one object outside every organization's folder: rewritten each minute while publishing works. */
export const heartbeatKey = 'heartbeat.json';

/** What a reader is shown where nothing is: at the bucket's root, for the whole deployment. */
export const missingPageKey = '404.html';

/** Holds a folder for each host of an organization's own. The function at the edge has it by heart. */
export const hostsFolder = 'hosts';

/** What a function logs of a message that it could not work on and that its queue will bring again; an alarm counts these lines. */
export const messageFailed = 'message failed and will come again';
