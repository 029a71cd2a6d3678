import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { html } from './html.ts';

const hostile = '</script><!--<script>alert(1)';
const page = html({
  title: `<b> & "${hostile}`,
  style: 'a{}',
  script: `const text = '${hostile}';`,
  data: { data: { hostile } },
  packed: new Map([['details', { hostile }]]),
});

test('data come back as they were, and end no element', () => {
  expect(page.match(/<script/g)).toHaveLength(4);
  const [, data = ''] = /<script type="application\/json" id="data">(.*?)<\/script>/.exec(page) ?? [];
  expect(JSON.parse(data)).toEqual({ hostile });
  const [, packed = ''] = /<script type="application\/gzip" id="details">(.*?)<\/script>/.exec(page) ?? [];
  expect(JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString())).toEqual({ hostile });
});

test('a title is text', () => {
  expect(page).toContain('<title>&lt;b> &amp; &quot;&lt;/script>');
});

test('what is packed comes behind what is painted', () => {
  expect(page.indexOf('const text')).toBeLessThan(page.indexOf('application/gzip'));
});
