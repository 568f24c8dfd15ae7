// Runs in the browser: a chat page as React makes it, with the same messages.
import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import ReactMarkdown from 'react-markdown';

const body = document.createElement('main');
document.body.append(body);
const { messages } = /** @type {any} */ (window);
flushSync(() =>
  createRoot(body).render(
    messages.map(({ id, text }) => createElement('article', { key: id }, createElement(ReactMarkdown, null, text))),
  ),
);
