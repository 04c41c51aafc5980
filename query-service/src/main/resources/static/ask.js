'use strict';

const conversation = [];
let running = null;
let described = {};

/* ---- the service ---- */

/** Calls handle(event, data) for each server-sent event. */
async function readEvents(body, handle) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    buffer += chunk.value;
    const frames = buffer.split('\n\n');
    buffer = frames.pop();
    for (const frame of frames) {
      const name = /^event: ?(.*)$/m.exec(frame);
      const data = /^data: ?(.*)$/m.exec(frame);
      if (name && data) handle(name[1], JSON.parse(data[1]));
    }
  }
}

/* ---- one question and its answer ---- */

function startTurn(question) {
  const turn = make('article', 'turn');
  turn.append(make('h2', '', question));
  const state = make('p', 'searching', 'Looking through the documents…');
  const answer = make('div', 'answer');
  turn.append(state, answer);
  $('thread').append(turn);
  return { turn, state, answer, text: '', passages: new Map(), painting: false, ended: false };
}

function citation(view) {
  return number => {
    const passage = view.passages.get(number);
    if (!passage) return null;
    const button = make('button', 'cite', String(number));
    button.type = 'button';
    button.title = passage.title;
    button.setAttribute('aria-label', `Passage ${number}: ${passage.title}`);
    button.addEventListener('click', () => openPassage(view.passages.get(number)));
    return button;
  };
}

function paint(view) {
  if (view.painting) return;
  view.painting = true;
  requestAnimationFrame(() => {
    view.painting = false;
    if (view.ended) return;
    markdown(view.answer, view.text, citation(view));
    follow();
  });
}

/** Keeps the end in sight for those who have not scrolled away from it. */
function follow() {
  const end = document.documentElement;
  if (end.scrollHeight - end.scrollTop - end.clientHeight < 160) end.scrollTop = end.scrollHeight;
}

async function ask(question) {
  $('welcome').hidden = true;
  $('restart').hidden = false;
  const view = startTurn(question);
  view.turn.scrollIntoView({ block: 'start', behavior: 'smooth' });
  running = new AbortController();
  busy(true);
  try {
    const response = await authorized('v1/ask', {
      method: 'POST',
      signal: running.signal,
      headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
      body: JSON.stringify({ question, history: conversation.slice(-10) }),
    });
    if (response.ok) {
      let ended = false;
      await readEvents(response.body, (event, data) => {
        ended ||= event === 'done' || event === 'error';
        receive(view, question, event, data);
      });
      if (!ended) fail(view, question, { title: 'The connection broke off', detail: 'The service went away in the middle of the answer.' });
    } else {
      fail(view, question, await problem(response));
    }
  } catch (error) {
    if (error.name === 'AbortError') {
      stopped(view);
    } else {
      fail(view, question, { title: 'The service cannot be reached', detail: 'Check that it is running and that you are online, then try again.' });
    }
  } finally {
    running = null;
    busy(false);
  }
}

function receive(view, question, event, data) {
  switch (event) {
    case 'passages':
      data.forEach(passage => view.passages.set(passage.number, passage));
      view.state.textContent = data.length ? 'Writing the answer…' : 'Nothing found…';
      break;
    case 'delta':
      view.state.remove();
      view.answer.classList.add('writing');
      view.text += data.text;
      paint(view);
      break;
    case 'done':
      finish(view, question, data);
      break;
    case 'error':
      fail(view, question, data);
      break;
  }
}

function end(view) {
  if (view.text && !view.ended) markdown(view.answer, view.text, citation(view));
  view.ended = true;
  view.state.remove();
  view.answer.classList.remove('writing');
}

function finish(view, question, result) {
  end(view);
  view.text = result.answer;
  result.citations.forEach(cited => view.passages.set(cited.number, cited));
  if (result.question) view.answer.before(make('p', 'understood', `Understood as: ${result.question}`));
  if (result.answered) {
    markdown(view.answer, view.text, citation(view));
    conversation.push({ role: 'user', content: question }, { role: 'assistant', content: result.answer });
  } else {
    view.answer.classList.add('none');
    view.answer.replaceChildren(
      make('p', '', result.answer),
      make('p', '', 'Try other words, or check that the document you have in mind has been ingested and that you may read it.'));
  }
  view.turn.append(...notes(result), ...sources(view, result), opinion(result));
  $('announcer').textContent = result.answered
    ? `Answered; passages cited: ${result.citations.length}. ${result.answer}`
    : result.answer;
  follow();
}

function notes(result) {
  const notes = [];
  if (result.generator === 'extractive' && result.answered) {
    const note = make('details', 'note');
    const summary = make('summary');
    summary.append(make('span', 'badge', 'Extractive answer, no model configured'));
    const hint = make('p', '', 'These are sentences of your documents, word for word. To have answers written by a chat model, start the service with ');
    hint.append(make('code', '', 'tributary.chat.base-url'), ' and ', make('code', '', 'tributary.chat.model'),
      ' set, for instance to a local Ollama (', make('code', '', 'http://localhost:11434/v1'), ') or any OpenAI-compatible server.');
    note.append(summary, hint);
    notes.push(note);
  } else if (result.answered) {
    notes.push(make('p', 'note', `Written by ${result.generator} in ${(result.tookMillis.total / 1000).toFixed(1)} s. Check the passages before you rely on it.`));
  }
  if (result.answered && result.uncitedSentences.length && result.generator !== 'extractive') {
    const note = make('details', 'note');
    const count = result.uncitedSentences.length;
    note.append(make('summary', '', count === 1 ? 'One sentence cites no passage' : `${count} sentences cite no passage`));
    result.uncitedSentences.forEach(sentence => note.append(make('p', '', sentence)));
    notes.push(note);
  }
  return notes;
}

function sources(view, result) {
  const cited = new Set(result.citations.map(passage => passage.number));
  const others = [...view.passages.values()].filter(passage => !cited.has(passage.number));
  const parts = [];
  if (result.citations.length) {
    const section = make('section', 'sources');
    section.append(make('h3', '', 'Sources'), sourceList(result.citations));
    parts.push(section);
  }
  if (others.length) {
    const more = make('details', 'more');
    more.append(make('summary', '', `${cited.size ? 'Also found' : 'Nearest passages'} (${others.length})`), sourceList(others));
    parts.push(more);
  }
  return parts;
}

function sourceList(passages) {
  const list = make('ol');
  for (const passage of passages) {
    const button = make('button', 'source');
    button.type = 'button';
    const head = make('span');
    head.append(make('span', 'title', passage.title));
    const where = place(passage);
    if (where) head.append(document.createElement('br'), make('span', 'place', where));
    button.append(make('span', 'number', String(passage.number)), head,
      make('span', 'snippet', plain(passage.quote ?? passage.text)));
    button.addEventListener('click', () => openPassage(passage));
    const item = make('li');
    item.append(button);
    list.append(item);
  }
  return list;
}

function stopped(view) {
  end(view);
  view.turn.append(make('p', 'note', 'Stopped.'));
}

function fail(view, question, data) {
  end(view);
  const box = make('div', 'failure');
  box.setAttribute('role', 'alert');
  box.append(make('strong', '', data.title ?? 'That did not work'), make('span', '', data.detail ?? ''));
  const again = make('button', 'quiet', 'Ask again');
  again.type = 'button';
  again.addEventListener('click', () => {
    if (running) return;
    view.turn.remove();
    ask(question);
  });
  box.append(document.createElement('br'), again);
  view.turn.append(box);
  box.scrollIntoView({ block: 'nearest' });
}

/* ---- the form ---- */

function busy(now) {
  $('send').hidden = now;
  $('stop').hidden = !now;
  if (!now && !document.querySelector('dialog[open]')) $('question').focus({ preventScroll: true });
}

function fit() {
  const box = $('question');
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight}px`;
  $('send').disabled = !box.value.trim();
}

function submit(question) {
  if (!question || running) return;
  $('question').value = '';
  fit();
  ask(question);
}

$('composer').addEventListener('submit', event => {
  event.preventDefault();
  submit($('question').value.trim());
});
$('question').addEventListener('input', fit);
$('question').addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit($('question').value.trim());
  }
});
document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && running && !document.querySelector('dialog[open]')) running.abort();
});
$('stop').addEventListener('click', () => running?.abort());
$('restart').addEventListener('click', () => {
  running?.abort();
  conversation.length = 0;
  $('thread').replaceChildren();
  $('welcome').hidden = false;
  $('restart').hidden = true;
  $('question').focus();
  describe();
});

async function describe() {
  try {
    const response = await authorized('v1/index');
    if (!response.ok) return;
    described = await response.json();
  } catch {
    return;
  }
  $('writer').textContent = described.generator === 'extractive'
    ? 'No chat model: answers quote your documents'
    : `Answers by ${described.generator}`;
  if (described.documents !== undefined) {
    const count = (number, one, many) => `${number.toLocaleString()} ${number === 1 ? one : many}`;
    $('statistics').textContent = `${count(described.documents, 'document', 'documents')} · ${count(described.chunks, 'passage', 'passages')}`;
    $('statistics').hidden = false;
    if (described.documents === 0) $('lead').textContent = 'Nothing has been ingested yet. As soon as documents arrive, you can ask about them here.';
  }
  $('examples').replaceChildren(...described.examples.map(example => {
    const item = make('li');
    const button = make('button', '', example);
    button.type = 'button';
    button.addEventListener('click', () => submit(example));
    item.append(button);
    return item;
  }));
}

fit();
describe();
