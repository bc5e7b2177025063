/** A text that exists in both languages. */
export interface Both {
  readonly en: string;
  readonly 'zh-CN': string;
}

interface Entry {
  readonly status: number;
  readonly title: Both;
  /** What the client can do about it. Says nothing of what the server holds, so that it may be shown to anybody. */
  readonly detail: Both;
}

/** Every problem that the API answers (RFC 9457). The name is the fragment of its `type` and of its place on the reference page. */
export const catalogue = {
  'malformed-json': {
    status: 400,
    title: { en: 'The body is not JSON', 'zh-CN': '请求体不是有效的 JSON' },
    detail: { en: 'Send one JSON document in UTF-8.', 'zh-CN': '请发送一个 UTF-8 编码的 JSON 文档。' },
  },
  'malformed-yaml': {
    status: 400,
    title: { en: 'The body is not YAML', 'zh-CN': '请求体不是有效的 YAML' },
    detail: {
      en: 'Send one YAML 1.2 document in UTF-8; “errors” says where it goes wrong.',
      'zh-CN': '请发送一个 UTF-8 编码的 YAML 1.2 文档；errors 指出出错位置。',
    },
  },
  unauthenticated: {
    status: 401,
    title: { en: 'No valid API key', 'zh-CN': '缺少有效的 API 密钥' },
    detail: {
      en: 'Send “Authorization: Bearer ” and a key that is still valid.',
      'zh-CN': '请在 Authorization 头中以 Bearer 方式提供仍然有效的密钥。',
    },
  },
  'scope-missing': {
    status: 403,
    title: { en: 'The key may not do this', 'zh-CN': '该密钥无权执行此操作' },
    detail: { en: 'Use a key that has the scope named in “scope”.', 'zh-CN': '请使用具有 scope 字段所示权限的密钥。' },
  },
  'not-found': {
    status: 404,
    title: { en: 'There is no such thing', 'zh-CN': '未找到' },
    detail: { en: 'Nothing of this name exists where this key can see it.', 'zh-CN': '在该密钥可见的范围内，没有此名称的内容。' },
  },
  'method-not-allowed': {
    status: 405,
    title: { en: 'Not with this method', 'zh-CN': '不支持该方法' },
    detail: { en: 'The header “Allow” lists the methods of this address.', 'zh-CN': 'Allow 头列出了此地址支持的方法。' },
  },
  'not-acceptable': {
    status: 406,
    title: { en: 'Not in the format that was asked for', 'zh-CN': '无法提供所要求的格式' },
    detail: { en: 'This address answers in the media type named in “available”.', 'zh-CN': '此地址只提供 available 字段所示的媒体类型。' },
  },
  'incident-closed': {
    status: 409,
    title: { en: 'The incident is closed', 'zh-CN': '事件已关闭' },
    detail: { en: 'A closed incident stays as it is; declare a new one.', 'zh-CN': '已关闭的事件不再变化；如有需要，请宣布新的事件。' },
  },
  'authority-missing': {
    status: 403,
    title: { en: 'Somebody else decides this', 'zh-CN': '无权作出此决定' },
    detail: {
      en: 'Only holders of the seats in “by” may; name the one who decides in “person”.',
      'zh-CN': '只有 by 所列岗位的人员可以决定；请在 person 中写明决定人。',
    },
  },
  'closure-early': {
    status: 409,
    title: { en: 'The incident cannot end yet', 'zh-CN': '尚不能结束事件' },
    detail: {
      en: 'The plan says what has to be so first; report the facts in “facts” when they are.',
      'zh-CN': '预案规定了结束条件；条件满足后请上报 facts 所列事实。',
    },
  },
  'procedure-unwritten': {
    status: 409,
    title: { en: 'The plan does not say what to do', 'zh-CN': '预案尚未编写处置程序' },
    detail: {
      en: 'Write steps for this incident type, or give it “procedure: minimal”, and publish the plan.',
      'zh-CN': '请为此事件类型编写步骤，或设置 procedure: minimal，然后发布预案。',
    },
  },
  'task-early': {
    status: 409,
    title: { en: 'This is not done yet', 'zh-CN': '此项尚未完成' },
    detail: {
      en: 'The plan says what has to be so first; report the facts in “facts” when they are.',
      'zh-CN': '预案规定了完成条件；条件满足后请上报 facts 所列事实。',
    },
  },
  'task-forbids': {
    status: 409,
    title: { en: 'This must not be done', 'zh-CN': '此项为禁止事项' },
    detail: { en: 'It is a prohibition, and nothing to tick off.', 'zh-CN': '禁止事项无需完成。' },
  },
  'out-of-turn': {
    status: 409,
    title: { en: 'Not at this point of the plan’s life', 'zh-CN': '预案当前状态不允许此操作' },
    detail: {
      en: '“state” says where this version stands, and “next” what it waits for.',
      'zh-CN': 'state 为该版本的当前状态，next 为其等待的下一步。',
    },
  },
  'notice-over': {
    status: 409,
    title: { en: 'The notice is over', 'zh-CN': '公告已结束' },
    detail: {
      en: 'What is resolved, completed or cancelled gets a follow-up at most; post a new notice.',
      'zh-CN': '已解决、已完成或已取消的公告只能补充后续说明；请发布新的公告。',
    },
  },
  'notice-withdrawn': {
    status: 409,
    title: { en: 'The notice is withdrawn', 'zh-CN': '公告已撤回' },
    detail: { en: 'Customers no longer see it; post a new one.', 'zh-CN': '客户已看不到该公告；请发布新的公告。' },
  },
  'notice-kind': {
    status: 409,
    title: { en: 'Not for this kind of notice', 'zh-CN': '不适用于此类公告' },
    detail: {
      en: 'Maintenance has times, incidents have follow-ups; “kind” says which this is.',
      'zh-CN': '维护公告有计划时间，事件公告有后续说明；kind 为该公告的类型。',
    },
  },
  'maintenance-begun': {
    status: 409,
    title: { en: 'The maintenance has begun', 'zh-CN': '维护已开始' },
    detail: {
      en: 'What has begun keeps its start and its components, and what has ended its end. Until then the end can be moved; an update says what goes on afterwards, and which further components it concerns.',
      'zh-CN':
        '已开始的维护不能更改开始时间和组件，已结束的不能更改结束时间。结束之前可以更改结束时间；之后的情况和涉及的其他组件请通过更新说明。',
    },
  },
  'notice-full': {
    status: 409,
    title: { en: 'The notice holds no more', 'zh-CN': '公告内容已满' },
    detail: {
      en: 'There is room left for its end and a follow-up; go on in a new one.',
      'zh-CN': '仍可发布结束更新和后续说明；其余内容请在新的公告中继续。',
    },
  },
  'follow-up-early': {
    status: 409,
    title: { en: 'Not over yet', 'zh-CN': '尚未结束' },
    detail: {
      en: 'What was learnt is told once customers were told that it is resolved.',
      'zh-CN': '对客户公布已解决之后，方可发布后续说明。',
    },
  },
  'publication-missing': {
    status: 409,
    title: { en: 'Customers do not see this incident', 'zh-CN': '该事件未对客户公布' },
    detail: {
      en: 'Approve it first with POST …/publish. Drills and tests are never shown.',
      'zh-CN': '请先通过 POST …/publish 批准公布。演练和测试不对外公布。',
    },
  },
  'domain-unproven': {
    status: 409,
    title: { en: 'The record was not found', 'zh-CN': '未找到该记录' },
    detail: {
      en: 'Set the TXT record in “record” where the domain’s DNS is kept; it may take an hour until it is seen.',
      'zh-CN': '请在该域名的 DNS 中设置 record 所示的 TXT 记录；生效可能需要一小时。',
    },
  },
  'slug-taken': {
    status: 409,
    title: { en: 'The slug is taken', 'zh-CN': '该标识已被占用' },
    detail: { en: 'Choose another slug; it is part of the status page’s address.', 'zh-CN': '请选择其他标识；它是状态页地址的一部分。' },
  },
  'components-full': {
    status: 409,
    title: { en: 'The status page holds no more components', 'zh-CN': '状态页的组件已满' },
    detail: {
      en: 'It has as many as “limit” says, which is more than anybody reads. Put several under one name, or delete some.',
      'zh-CN': '组件数已达到 limit 所示上限，更多组件已无法阅读。请合并或删除部分组件。',
    },
  },
  'still-used': {
    status: 409,
    title: { en: 'Something still names it', 'zh-CN': '仍被引用' },
    detail: { en: 'Take it out of what “usedBy” lists, then delete it.', 'zh-CN': '请先从 usedBy 所列内容中移除，再删除。' },
  },
  'key-in-use': {
    status: 409,
    title: { en: 'A key cannot delete itself', 'zh-CN': '密钥不能删除自身' },
    detail: { en: 'Delete it with another key, so that nobody is locked out.', 'zh-CN': '请使用另一把密钥删除它，以免无人可以登录。' },
  },
  'version-stale': {
    status: 412,
    title: { en: 'It has changed in the meantime', 'zh-CN': '内容已被修改' },
    detail: { en: 'Read it again and send its present ETag in “If-Match”.', 'zh-CN': '请重新读取，并在 If-Match 中发送当前的 ETag。' },
  },
  'body-too-large': {
    status: 413,
    title: { en: 'The body is too large', 'zh-CN': '请求体过大' },
    detail: { en: 'Send at most the number of bytes in “bytesMax”.', 'zh-CN': '请求体不得超过 bytesMax 所示的字节数。' },
  },
  'media-type-unsupported': {
    status: 415,
    title: { en: 'Not in this media type', 'zh-CN': '不支持该媒体类型' },
    detail: {
      en: 'Send “Content-Type: application/json”; a plan may also be application/yaml.',
      'zh-CN': '请使用 Content-Type: application/json；预案也可使用 application/yaml。',
    },
  },
  invalid: {
    status: 422,
    title: { en: 'The request has faults', 'zh-CN': '请求有误' },
    detail: { en: 'Each fault stands in “errors”. Nothing was changed.', 'zh-CN': 'errors 列出了每一处错误。未作任何更改。' },
  },
  'idempotency-key-reused': {
    status: 422,
    title: { en: 'The Idempotency-Key was used for another request', 'zh-CN': 'Idempotency-Key 已用于另一请求' },
    detail: {
      en: 'Keep a key for repetitions of one request; take a fresh one for every new request.',
      'zh-CN': '同一密钥只用于重复同一请求；每个新请求请使用新的密钥。',
    },
  },
  internal: {
    status: 500,
    title: { en: 'Something went wrong here', 'zh-CN': '服务器内部错误' },
    detail: {
      en: 'It was recorded under the id in “requestId”. Send the same request again.',
      'zh-CN': '已按 requestId 所示编号记录，请重新发送相同的请求。',
    },
  },
  unavailable: {
    status: 503,
    title: { en: 'Not available at the moment', 'zh-CN': '暂时不可用' },
    detail: { en: 'Send the same request again in a moment.', 'zh-CN': '请稍后重新发送相同的请求。' },
  },
} as const satisfies Readonly<Record<string, Entry>>;

export type ProblemName = keyof typeof catalogue;

/** Where the catalogue can be read; problem types are fragments of it. */
export const problemsPath = '/docs/problems';
export const typeOf = (name: ProblemName): string => `${problemsPath}#${name}`;
