'use strict';

/* Shows the text of one document, as the index has it. Nothing in a document becomes markup. */

const id = new URLSearchParams(location.search).get('id') ?? '';
let next = 0;

async function read() {
  $('more').hidden = true;
  const response = await authorized(`v1/documents/${encodeURIComponent(id)}/text?offset=${next}`);
  if (!response.ok) {
    const { title, detail } = await problem(response);
    $('state').textContent = `${title ?? 'That did not work'}. ${detail ?? ''}`;
    return;
  }
  show(await response.json());
}

function show(piece) {
  document.title = `${piece.title} · Tributary`;
  $('title').textContent = piece.title;
  $('origin').textContent = [piece.uri || piece.nativeId, piece.modified && new Date(piece.modified).toLocaleString()]
    .filter(Boolean).join(' · ');
  $('text').append(...readable(piece.text));
  next = piece.end;
  $('more').hidden = piece.end >= piece.length;
  $('state').textContent = piece.length === 0 ? 'The document has no text.' : '';
}

function load() {
  read().catch(() => {
    $('state').textContent = 'The service cannot be reached. Check that it is running, then load the page again.';
  });
}

$('more').addEventListener('click', load);
load();
