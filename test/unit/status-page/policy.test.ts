import { expect, test } from 'vitest';
import { policyFor, withPolicy } from '../../../status-site/adapter/policy.ts';

const policy = policyFor('<style>a{}</style>');

test('images come from the origin of the logo, and from nowhere else', () => {
  expect(policy('https://Assets.Example.com:8443/a b.svg')).toContain('img-src data: https://assets.example.com:8443;');
  expect(policy(null)).toContain('img-src data:;');
});

test.each(['https://a"b.com/x', 'https://*/x', "https://a;script-src'unsafe-inline'/x", 'https://a:b@example.com/x', 'nonsense'])(
  'a logo that was stored at %s is left out of the policy',
  (logo) => {
    expect(policy(logo)).toBe(policy(null));
  },
);

test('the policy stays within its attribute, whatever it says', () => {
  expect(withPolicy('<meta charset="utf-8">', `a"><script>'b'&`)).toBe(
    `<meta charset="utf-8"><meta http-equiv="content-security-policy" content="a&quot;&gt;&lt;script&gt;'b'&amp;">`,
  );
});
