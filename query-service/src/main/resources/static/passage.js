'use strict';

/* Shows a passage with the sentence that an answer rests on, and where it comes from. */

/** Markdown without its marks, on one line. */
function plain(text) {
  return text.replace(LINK, '$1').replace(/\*\*|`|^#+ /gm, '').replace(/\s+/g, ' ');
}

function place(passage) {
  const parts = passage.headingPath.filter(heading => heading !== passage.title);
  if (passage.page) parts.push(`page ${passage.page}`);
  return parts.join(' › ');
}

function openPassage(passage) {
  $('passage-number').textContent = passage.number;
  $('passage-title').textContent = passage.title;
  $('passage-place').textContent = place(passage);
  const text = $('passage-text');
  const at = passage.quote ? passage.text.indexOf(passage.quote) : -1;
  if (at < 0) {
    text.replaceChildren(...readable(passage.text));
  } else {
    const mark = make('mark');
    mark.append(...readable(passage.quote));
    text.replaceChildren(...readable(passage.text.slice(0, at)), mark, ...readable(passage.text.slice(at + passage.quote.length)));
  }
  const web = /^https?:\/\//i.test(passage.uri);
  const origin = web ? make('a', '', passage.uri) : make('span', '', passage.uri || passage.nativeId);
  if (web) {
    origin.href = passage.uri;
    origin.target = '_blank';
    origin.rel = 'noopener noreferrer';
  }
  $('passage-source').replaceChildren(origin);
  $('passage-copy').textContent = web ? 'Copy link' : 'Copy path';
  $('passage-copy').onclick = async () => {
    await navigator.clipboard.writeText(origin.textContent);
    $('passage-copy').textContent = 'Copied';
  };
  $('passage').showModal();
  (text.querySelector('mark') ?? text).scrollIntoView({ block: 'nearest' });
}

$('passage-close').addEventListener('click', () => $('passage').close());
$('passage').addEventListener('click', event => {
  if (event.target === $('passage')) $('passage').close();
});
