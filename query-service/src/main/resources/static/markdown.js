'use strict';

/*
 * Shows an answer's Markdown: paragraphs, lists, headings, bold, code and citations. It makes elements and text nodes
 * only, so nothing in an answer can become markup; links stay text, with their target in sight.
 */
const markdown = (() => {
  const INLINE = /(`[^`\n]+`)|(\*\*[^*\n]+\*\*)|\[(\d{1,3})\]/g;
  const BULLET = /^\s*[-*+]\s+/;
  const NUMBER = /^\s*\d{1,3}[.)]\s+/;

  function inline(parent, text, citation) {
    let from = 0;
    for (const match of text.matchAll(INLINE)) {
      parent.append(text.slice(from, match.index));
      from = match.index + match[0].length;
      if (match[1]) {
        element(parent, 'code').textContent = match[1].slice(1, -1);
      } else if (match[2]) {
        inline(element(parent, 'strong'), match[2].slice(2, -2), citation);
      } else {
        parent.append(citation(Number(match[3])) ?? match[0]);
      }
    }
    parent.append(text.slice(from));
  }

  function element(parent, name) {
    return parent.appendChild(document.createElement(name));
  }

  function list(parent, name, marker, lines, citation) {
    const items = element(parent, name);
    if (name === 'ol') {
      items.start = parseInt(lines[0], 10) || 1;
    }
    let item = null;
    for (const line of lines) {
      if (marker.test(line) || !item) {
        item = element(items, 'li');
      } else {
        item.append(' ');
      }
      inline(item, line.replace(marker, ''), citation);
    }
  }

  function block(parent, lines, citation) {
    const start = lines.findIndex(line => BULLET.test(line) || NUMBER.test(line));
    const heading = /^#{1,6}\s+(.*)/.exec(lines[0]);
    if (heading) {
      inline(element(parent, 'h3'), heading[1], citation);
      if (lines.length > 1) {
        block(parent, lines.slice(1), citation);
      }
    } else if (start > 0) {
      block(parent, lines.slice(0, start), citation);
      block(parent, lines.slice(start), citation);
    } else if (start === 0) {
      const bullets = BULLET.test(lines[0]);
      list(parent, bullets ? 'ul' : 'ol', bullets ? BULLET : NUMBER, lines, citation);
    } else {
      inline(element(parent, 'p'), lines.join(' '), citation);
    }
  }

  /** Puts the text into the parent; citation(number) gives an element, or null for a number that is none. */
  return function show(parent, text, citation) {
    parent.replaceChildren();
    const [prose, ...fences] = text.split(/^```.*$/m);
    blocks(parent, prose, citation);
    fences.forEach((part, index) => {
      if (index % 2 === 0) {
        element(element(parent, 'pre'), 'code').textContent = part.trim();
      } else {
        blocks(parent, part, citation);
      }
    });
  };

  function blocks(parent, text, citation) {
    for (const part of text.split(/\n\s*\n/)) {
      const lines = part.split('\n').filter(line => line.trim());
      if (lines.length) {
        block(parent, lines, citation);
      }
    }
  }
})();
