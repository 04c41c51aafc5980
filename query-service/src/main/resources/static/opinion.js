'use strict';

/* What a reader thinks of an answer: one click, and words for those who have some. */

function opinion(result) {
  const box = make('div', 'opinion');
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', 'Was this answer of use?');
  const state = make('span', 'place');
  state.setAttribute('role', 'status');
  const buttons = ['up', 'down'].map(rating => {
    const button = make('button', 'quiet', rating === 'up' ? 'Useful' : 'Not useful');
    button.type = 'button';
    button.setAttribute('aria-pressed', 'false');
    button.addEventListener('click', () => rate(rating));
    return button;
  });
  box.append(...buttons, state);
  let words = null;

  async function rate(rating) {
    if (!await send(rating, {})) return;
    buttons.forEach((button, i) => button.setAttribute('aria-pressed', String(i === (rating === 'up' ? 0 : 1))));
    words?.remove();
    words = form(rating);
    box.append(words);
  }

  function form(rating) {
    const form = make('form', 'words');
    const comment = field(form, 'A comment, if you like', 4000);
    const correction = rating === 'down' ? field(form, 'What would have been right?', 20000) : null;
    const submit = make('button', 'quiet', 'Send');
    submit.type = 'submit';
    form.append(submit);
    form.addEventListener('submit', async event => {
      event.preventDefault();
      if (await send(rating, { comment: comment.value, correction: correction?.value })) form.remove();
    });
    return form;
  }

  function field(form, text, longest) {
    const label = make('label', '', text);
    const input = make('textarea');
    input.rows = 2;
    input.maxLength = longest;
    label.append(input);
    form.append(label);
    return input;
  }

  async function send(rating, said) {
    try {
      const response = await authorized(`v1/answers/${result.id}/feedback`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ rating, ...said }),
      });
      const refusal = response.ok ? null : await problem(response);
      state.textContent = response.ok ? 'Thank you.' : refusal.detail || refusal.title;
      return response.ok;
    } catch {
      state.textContent = 'The service cannot be reached; try again in a moment.';
      return false;
    }
  }

  return box;
}
