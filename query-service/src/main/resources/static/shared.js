'use strict';

/* What both pages use: elements, calls with the key of this tab, and documents' text without markup. */

const $ = id => document.getElementById(id);
const KEY = 'tributary-key';
const LINK = /!?\[([^\]\n]*)\]\(([^)\s]*)[^)\n]*\)/g;

function make(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/* ---- the service ---- */

function call(path, options = {}) {
  const key = sessionStorage.getItem(KEY);
  const headers = { ...options.headers, ...(key && { Authorization: `Bearer ${key}` }) };
  return fetch(path, { ...options, headers });
}

/** Asks for a key until the service takes it; other responses are the caller's. */
async function authorized(path, options) {
  let response = await call(path, options);
  while (response.status === 401) {
    await askForKey(sessionStorage.getItem(KEY) !== null);
    response = await call(path, options);
  }
  return response;
}

function askForKey(refused) {
  return new Promise(resolve => {
    $('key-problem').hidden = !refused;
    $('key-value').value = '';
    $('key').showModal();
    $('key').addEventListener('close', () => {
      sessionStorage.setItem(KEY, $('key-value').value.trim());
      resolve();
    }, { once: true });
  });
}
$('key').addEventListener('cancel', event => event.preventDefault());

async function problem(response) {
  try {
    return await response.json();
  } catch {
    return { title: `The service answered with status ${response.status}`, detail: '' };
  }
}

/* ---- text of documents ---- */

/** A document's Markdown as it stands, but for links: their text, with the target on hover. */
function readable(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const link = make('span', 'link', match[1]);
    link.title = match[2];
    parts.push(text.slice(from, match.index), link);
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}
