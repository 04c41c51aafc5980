/** The Model Context Protocol's own client, unmodified, against a running Tributary that has read its sample documents. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const address = process.env.TRIBUTARY_URL ?? 'http://127.0.0.1:8080';
const key = process.env.TRIBUTARY_KEY;
const QUESTION = 'How much may a hotel night in Copenhagen cost?';
const client = new Client({ name: 'tributary-client-tests', version: '1' });

before(() => client.connect(new StreamableHTTPClientTransport(new URL(`${address}/mcp`), {
  requestInit: key ? { headers: { Authorization: `Bearer ${key}` } } : {},
})));
after(() => client.close());

/** What a tool answers; its two forms must say the same. The client itself holds it against the tool's schema. */
async function call(name, args) {
  const result = await client.callTool({ name, arguments: args });
  assert.ok(!result.isError, JSON.stringify(result));
  assert.equal(result.content.length, 1);
  assert.deepEqual(JSON.parse(result.content[0].text), result.structuredContent);
  return result.structuredContent;
}

test('lists three tools that only read', async () => {
  const { tools } = await client.listTools();
  assert.deepEqual(tools.map(tool => tool.name).sort(), ['ask', 'fetch', 'search']);
  for (const { annotations } of tools) assert.equal(annotations.readOnlyHint, true);
});

test('searches, then fetches what was found', async () => {
  const { results } = await call('search', { query: QUESTION });
  assert.ok(results.length > 1 && results.length <= 10);
  assert.equal(new Set(results.map(result => result.id)).size, results.length);
  assert.equal(results[0].title, 'Travel policy');
  const document = await call('fetch', { id: results[0].id });
  assert.equal(document.title, 'Travel policy');
  assert.equal(document.url, results[0].url);
  assert.match(document.text, /190 euros/);
  assert.match(document.metadata.path, /travel-policy\.md$/);
});

test('gives addresses that open', async () => {
  const { results } = await call('search', { query: QUESTION });
  const page = await fetch(results[0].url);
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-security-policy'), /default-src 'self'/);
});

test('answers with citations', async () => {
  const answer = await call('ask', { question: QUESTION });
  assert.equal(answer.answered, true);
  assert.match(answer.answer, /190 euros.*\[1\]/s);
  assert.equal(answer.citations[0].title, 'Travel policy');
});

test('says what was wrong', async () => {
  const missing = await client.callTool({ name: 'search', arguments: {} });
  assert.equal(missing.isError, true);
  assert.match(missing.content[0].text, /'query' is missing/);
  const unknown = await client.callTool({ name: 'fetch', arguments: { id: 'nothing' } });
  assert.equal(unknown.isError, true);
  assert.match(unknown.content[0].text, /no document with the id 'nothing'/);
});
