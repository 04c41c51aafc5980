/** OpenAI's own client, unmodified, against a running Tributary that has read its sample documents. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';

const address = process.env.TRIBUTARY_URL ?? 'http://127.0.0.1:8080';
const client = new OpenAI({ baseURL: `${address}/v1`, apiKey: process.env.TRIBUTARY_KEY ?? 'none', maxRetries: 0 });
const QUESTION = 'How much may a hotel night in Copenhagen cost?';
const ask = { model: 'tributary', messages: [{ role: 'user', content: QUESTION }] };

test('lists the models that can be named', async () => {
  const names = (await client.models.list()).data.map(model => model.id);
  assert.ok(names.includes('tributary'), names.join());
  assert.equal((await client.models.retrieve('tributary')).id, 'tributary');
});

test('completes a chat with an annotation for each mark', async () => {
  const { choices: [choice] } = await client.chat.completions.create(ask);
  assert.equal(choice.finish_reason, 'stop');
  assert.match(choice.message.content, /190 euros/);
  assert.ok(choice.message.annotations.length > 0);
  for (const { type, url_citation: cited } of choice.message.annotations) {
    assert.equal(type, 'url_citation');
    assert.match(choice.message.content.slice(cited.start_index, cited.end_index), /^\[\d+\]$/);
    assert.match(cited.url, /\.md$/);
  }
});

test('streams the same chat, with usage at the end', async () => {
  const plain = await client.chat.completions.create(ask);
  const stream = await client.chat.completions.create({ ...ask, stream: true, stream_options: { include_usage: true } });
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  const text = chunks.map(chunk => chunk.choices[0]?.delta.content ?? '').join('');
  assert.equal(text.trim(), plain.choices[0].message.content);
  assert.equal(chunks[0].choices[0].delta.role, 'assistant');
  assert.deepEqual(chunks.at(-1).choices, []);
  assert.equal(typeof chunks.at(-1).usage.total_tokens, 'number');
  assert.equal(chunks.at(-2).choices[0].finish_reason, 'stop');
  assert.deepEqual(chunks.at(-2).choices[0].delta.annotations, plain.choices[0].message.annotations);
});

test('responds with the file that it cites', async () => {
  const response = await client.responses.create({ model: 'tributary', input: QUESTION });
  assert.equal(response.status, 'completed');
  assert.match(response.output_text, /190 euros/);
  const [annotation] = response.output[0].content[0].annotations;
  assert.equal(annotation.type, 'file_citation');
  assert.match(annotation.filename, /travel-policy\.md$/);
});

test('streams a response, its events in their order', async () => {
  const events = [];
  for await (const event of await client.responses.create({ model: 'tributary', input: QUESTION, stream: true })) {
    events.push(event);
  }
  const order = events.map(event => event.type).filter((type, i, all) => type !== all[i - 1]);
  assert.deepEqual(order, [
    'response.created', 'response.in_progress', 'response.output_item.added', 'response.content_part.added',
    'response.output_text.delta', 'response.output_text.annotation.added', 'response.output_text.done',
    'response.content_part.done', 'response.output_item.done', 'response.completed',
  ]);
  assert.deepEqual(events.map(event => event.sequence_number), events.map((_, i) => i));
  assert.match(events.at(-1).response.output[0].content[0].text, /190 euros/);
});

test('embeds, in the base64 that the client asks for and in floats', async () => {
  const input = ['a hotel in Copenhagen', 'a lost laptop'];
  const packed = await client.embeddings.create({ model: 'tributary', input });
  const floats = await client.embeddings.create({ model: 'tributary', input, encoding_format: 'float' });
  assert.equal(packed.data.length, 2);
  for (const [i, { embedding }] of packed.data.entries()) {
    assert.ok(Math.abs(Math.hypot(...embedding) - 1) < 0.001);
    embedding.forEach((value, at) => assert.ok(Math.abs(value - floats.data[i].embedding[at]) < 1e-6));
  }
});

test('searches a vector store', async () => {
  const page = await client.vectorStores.search('all', { query: QUESTION, max_num_results: 3 });
  assert.ok(page.data.length > 0 && page.data.length <= 3);
  assert.match(page.data[0].filename, /travel-policy\.md$/);
  assert.match(page.data[0].content[0].text, /Copenhagen/);
});

test('names the models when one is unknown', async () => {
  await assert.rejects(client.chat.completions.create({ ...ask, model: 'gpt-nowhere' }), error => {
    assert.ok(error instanceof OpenAI.NotFoundError, error);
    assert.equal(error.code, 'model_not_found');
    assert.match(error.message, /tributary/);
    return true;
  });
});

test('names the field that was wrong', async () => {
  await assert.rejects(client.chat.completions.create({ ...ask, n: 2 }), error => {
    assert.ok(error instanceof OpenAI.BadRequestError, error);
    assert.equal(error.param, 'n');
    return true;
  });
});
