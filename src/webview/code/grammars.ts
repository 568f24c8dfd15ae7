import { c, cpp, csharp, java, kotlin } from '@codemirror/legacy-modes/mode/clike';
import { css, less, sCSS } from '@codemirror/legacy-modes/mode/css';
import { diff } from '@codemirror/legacy-modes/mode/diff';
import { go } from '@codemirror/legacy-modes/mode/go';
import { javascript, json, typescript } from '@codemirror/legacy-modes/mode/javascript';
import { properties } from '@codemirror/legacy-modes/mode/properties';
import { python } from '@codemirror/legacy-modes/mode/python';
import { rust } from '@codemirror/legacy-modes/mode/rust';
import { shell } from '@codemirror/legacy-modes/mode/shell';
import { standardSQL } from '@codemirror/legacy-modes/mode/sql';
import { stex } from '@codemirror/legacy-modes/mode/stex';
import { toml } from '@codemirror/legacy-modes/mode/toml';
import { html, xml } from '@codemirror/legacy-modes/mode/xml';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import { lineTokens, type StreamParser } from './lineTokens.ts';
import type { LineTokens } from './token.ts';

/** Languages as answers name them after the three backticks. */
const names: readonly (readonly [StreamParser, string])[] = [
  [javascript, 'javascript js jsx mjs cjs node'],
  [typescript, 'typescript ts tsx mts'],
  [json, 'json jsonc json5 jsonl ndjson'],
  [python, 'python py python3'],
  [java, 'java'],
  [csharp, 'csharp cs c#'],
  [kotlin, 'kotlin kt kts'],
  [c, 'c h'],
  [cpp, 'cpp c++ cc hpp'],
  [go, 'go golang'],
  [rust, 'rust rs'],
  [xml, 'xml svg xsd xsl xslt'],
  [html, 'html xhtml htm vue'],
  [css, 'css'],
  [sCSS, 'scss'],
  [less, 'less'],
  [standardSQL, 'sql mysql postgresql postgres sqlite plsql tsql mssql'],
  [shell, 'shell sh bash zsh console'],
  [yaml, 'yaml yml'],
  [toml, 'toml'],
  [properties, 'properties ini env'],
  [diff, 'diff patch'],
  [stex, 'latex tex stex'],
];

const byName = new Map(names.flatMap(([parser, words]) => words.split(' ').map((word) => [word, parser] as const)));

/** A tokenizer for one code block, with a state of its own; undefined when the language is not known. */
export function tokenizer(language: string): LineTokens | undefined {
  const parser = byName.get(language.toLowerCase());
  return parser && lineTokens(parser);
}
