import { type DocumentForm, itemText, plainAddress } from './form.ts';

const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const text = (words: string) => words.replace(/[&<>]/g, (sign) => names[sign] ?? sign);
const attribute = (words: string) => text(words).replace(/"/g, '&quot;');

/** HTML that stands inside of a page's body. */
export const html: DocumentForm = {
  text,
  strong: (inner) => `<strong>${inner}</strong>`,
  emphasis: (inner) => `<em>${inner}</em>`,
  strike: (inner) => `<s>${inner}</s>`,
  code: (code) => `<code>${text(code)}</code>`,
  link: (words, address) => `<a href="${attribute(plainAddress(address))}">${words}</a>`,
  hardBreak: '<br>\n',
  softBreak: '\n',
  paragraph: (inline) => `<p>${inline}</p>`,
  heading: (inline, level) => `<h${level}>${inline}</h${level}>`,
  list(items, { numbers, isTight }) {
    const name = numbers ? 'ol' : 'ul';
    const value = (at: number) => (numbers && numbers[at] !== at + 1 ? ` value="${numbers[at]}"` : '');
    const bare = (written: string) => (isTight ? written.replace(/^<p>([\s\S]*?)<\/p>/, '$1') : written);
    const lines = items.map(
      (blocks, at) => `<li${value(at)}>${bare(itemText(blocks, true).replace(/\n\n/g, '\n'))}</li>`,
    );
    return `<${name}>\n${lines.join('\n')}\n</${name}>`;
  },
  quote: (blocks) => `<blockquote>\n${blocks}\n</blockquote>`,
  codeBlock(code, language) {
    const name = language === '' ? '' : ` class="language-${attribute(language)}"`;
    return `<pre><code${name}>${text(code)}</code></pre>`;
  },
  table(rows) {
    const [head = [], ...body] = rows.map((row, at) => {
      const name = at === 0 ? 'th' : 'td';
      return [`<tr>${row.map((cell) => `<${name}>${cell}</${name}>`).join('')}</tr>`];
    });
    const lines = body.length === 0 ? [] : ['<tbody>', ...body.flat(), '</tbody>'];
    return ['<table>', '<thead>', ...head, '</thead>', ...lines, '</table>'].join('\n');
  },
  rule: '<hr>',
  notes: {
    known(document) {
      const labels = new Map<string, string>();
      let largest = 0;
      for (const [, label = '', source] of document.matchAll(
        /\bid=["']?(?:fn|footnote)[-:_]?(\d{1,6})["']?(?:>(.*)<\/li>)?/g,
      )) {
        if (source !== undefined) labels.set(source, label);
        largest = Math.max(largest, Number(label));
      }
      return { labels, largest };
    },
    label: (number) => String(number),
    mark: (label) => `<sup><a href="#fn-${label}">${label}</a></sup>`,
    definitions(notes) {
      const start = notes[0]?.label === '1' ? '' : ` start="${notes[0]?.label}"`;
      const lines = notes.map(({ label, source }) => `<li id="fn-${label}">${source}</li>`);
      return `<ol${start}>\n${lines.join('\n')}\n</ol>`;
    },
    isList: true,
  },
  nests: true,
};
