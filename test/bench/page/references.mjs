// Runs in the browser: two ways that others take.
import DOMPurify from 'dompurify';
import { marked } from 'marked';
import { createElement, memo, useMemo } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import ReactMarkdown from 'react-markdown';

/** The whole text again with every frame, as VS Code's own chat does. @param {HTMLElement} body */
export function markedWhole(body) {
  return (/** @type {string} */ text) => {
    body.innerHTML = DOMPurify.sanitize(/** @type {string} */ (marked.parse(text)));
  };
}

const Block = memo(({ text }) => createElement(ReactMarkdown, null, text));
const Answer = ({ text }) => {
  const blocks = useMemo(() => marked.lexer(text).map(({ raw }) => raw), [text]);
  return blocks.map((raw, index) => createElement(Block, { key: index, text: raw }));
};

/** Blocks that did not change are not rendered again. @param {HTMLElement} body */
export function reactBlocks(body) {
  const root = createRoot(body);
  return (/** @type {string} */ text) => flushSync(() => root.render(createElement(Answer, { text })));
}
