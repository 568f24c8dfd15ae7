import type { LineComment } from './code.ts';

export type ProseForm =
  | 'markdown'
  | 'mdx'
  | 'latex'
  | 'asciidoc'
  | 'restructuredText'
  | 'html'
  | 'typst'
  | 'org'
  | 'plain';

/** The kind of a document: prose, a program with its comments, or (`none`) data that hold no words. */
export type DocumentKind =
  | { readonly type: 'prose'; readonly form: ProseForm }
  | { readonly type: 'code'; readonly comment: LineComment }
  | { readonly type: 'none' };

/** Language ids and file extensions (behind a dot) of prose. */
const prose: Readonly<Record<ProseForm, string>> = {
  markdown: 'markdown quarto rmd juliamarkdown instructions prompt chatagent .md .markdown .mkd .mdown .qmd .rmd',
  mdx: 'mdx .mdx',
  latex: 'latex tex latex-expl3 context doctex rsweave jlweave pweave .tex .ltx .latex .sty .cls .rnw',
  asciidoc: 'asciidoc adoc .adoc .asciidoc .asc .ad',
  restructuredText: 'restructuredtext rst .rst .rest',
  html: 'html xhtml .html .htm .xhtml',
  typst: 'typst typ .typ',
  org: 'org orgmode org-mode .org',
  plain: 'git-commit scminput .txt .text .log',
};

/** The same of programs, by their comments. */
const code: Readonly<Record<string, string>> = {
  '//':
    'c cpp cuda-cpp objective-c objective-cpp csharp dart fsharp go groovy java javascript javascriptreact jsonc json5 less ' +
    'php rust scss shaderlab hlsl glsl swift typescript typescriptreact kotlin scala zig solidity proto proto3 v bicep jenkinsfile ' +
    'pascal delphi objectpascal verilog systemverilog prisma wgsl gleam odin d haxe apex qml aspectj stylus ' +
    '.kt .kts .scala .sbt .zig .sol .proto .v .sv .pas .gradle .prisma .wgsl .d .jsonc .json5 .bicep',
  '#':
    'python shellscript ruby perl perl6 raku r julia yaml dockerfile dockercompose makefile powershell coffeescript ' +
    'ignore properties toml elixir nix nim graphql terraform hcl cmake crystal tcl awk fish gdscript robotframework ' +
    'starlark bazel dotenv snakemake puppet spec sparql turtle pip-requirements github-actions-workflow azure-pipelines ' +
    'editorconfig helm just ansible jupyter sage mojo gherkin cucumber ' +
    '.toml .ex .exs .nix .nim .graphql .gql .tf .hcl .cmake .cr .tcl .awk .fish .gd .bzl .env .pp .jl .feature',
  '--': 'sql mysql pgsql plsql tsql sqlite lua haskell ada vhdl elm purescript idris agda applescript dhall .hs .elm .adb .ads .vhd .vhdl .purs',
  ';': 'ini asm nasm lisp commonlisp emacs-lisp scheme racket autohotkey .asm .lisp .el .scm .rkt .ahk',
  ';;': 'clojure .clj .cljs .edn',
  '%': 'erlang matlab octave prolog bibtex .erl .hrl .bib',
  "'": 'vb vbscript vba plantuml .vbs .bas .puml',
  '"': 'viml vim .vim',
  '!': 'fortran fortran-modern FortranFreeForm .f90 .f95 .f03',
  '*>': 'cobol .cob .cbl',
  REM: 'bat',
  '//-': 'jade pug .pug',
  '-#': 'haml .haml',
};

/** The same of languages whose comments have an end. */
const enclosed: readonly (readonly [open: string, close: string, ids: string])[] = [
  ['/*', '*/', 'css postcss wxss'],
  ['<!--', '-->', 'xml xsl svg vue svelte astro dtd ant vue-html .vue .svelte .astro .svg .xsd .xslt .plist .csproj'],
  ['{{!--', '--}}', 'handlebars .hbs .handlebars .mustache'],
  ['{#', '#}', 'jinja jinja-html django-html twig nunjucks .j2 .jinja .njk .twig'],
  ['@*', '*@', 'razor aspnetcorerazor .cshtml .razor'],
  ['<%#', '%>', 'erb .erb'],
  ['<%--', '--%>', 'jsp .jsp'],
  ['{{--', '--}}', 'blade'],
  ['(*', '*)', 'ocaml coq wolfram .ml .mli'],
];

/** Data in which no word of an answer has a place. */
const data = 'json jsonl csv tsv csv-semicolon csv-pipe snippets .json .jsonl .ndjson .csv .tsv .geojson .webmanifest';

const kinds = new Map<string, DocumentKind>();
for (const [form, ids] of Object.entries(prose)) add(ids, { type: 'prose', form: form as ProseForm });
for (const [open, ids] of Object.entries(code)) add(ids, { type: 'code', comment: { open } });
for (const [open, close, ids] of enclosed) add(ids, { type: 'code', comment: { open, close } });
add(data, { type: 'none' });

function add(ids: string, kind: DocumentKind): void {
  for (const id of ids.split(' ')) kinds.set(id.toLowerCase(), kind);
}

/**
 * The kind of a document by its language id, then, where no extension for its language is installed, by its file's
 * extension. `commentOf` tells what the language's own extension says of its comments.
 */
export function kindOf(
  { languageId, fileName }: { readonly languageId: string; readonly fileName: string },
  commentOf: (languageId: string) => LineComment | undefined = () => undefined,
): DocumentKind {
  const byLanguage = kinds.get(languageId.toLowerCase());
  if (byLanguage) return byLanguage;
  const byExtension = kinds.get(/\.[^./\\]+$/.exec(fileName)?.[0].toLowerCase() ?? '');
  if (byExtension) return byExtension;
  const comment = languageId === 'plaintext' ? undefined : commentOf(languageId);
  return comment ? { type: 'code', comment } : { type: 'prose', form: 'plain' };
}

/** Names that answers give languages beside their ids. */
const aliases: Readonly<Record<string, string>> = {
  javascript: 'js mjs cjs node ecmascript',
  javascriptreact: 'jsx js javascript',
  typescript: 'ts mts cts',
  typescriptreact: 'tsx ts typescript',
  python: 'py python3 py3',
  shellscript: 'sh bash shell zsh ksh',
  csharp: 'cs c#',
  fsharp: 'fs f#',
  cpp: 'c++ cc cxx hpp c',
  c: 'h',
  'objective-c': 'objc objectivec',
  'objective-cpp': 'objc++ objective-c++',
  ruby: 'rb',
  rust: 'rs',
  go: 'golang',
  kotlin: 'kt kts',
  perl: 'pl',
  powershell: 'ps1 pwsh ps',
  yaml: 'yml',
  dockercompose: 'yaml yml',
  dockerfile: 'docker',
  makefile: 'make',
  haskell: 'hs',
  erlang: 'erl',
  elixir: 'ex exs',
  bat: 'batch cmd dos',
  vb: 'vbnet visualbasic vb.net',
  viml: 'vim vimscript',
  terraform: 'tf hcl',
  jsonc: 'json',
  json5: 'json',
  clojure: 'clj',
  julia: 'jl',
  latex: 'tex',
};

/** Returns whether code that an answer calls `named` is in the language of the document. */
export function isLanguage(
  named: string,
  { languageId, fileName }: { readonly languageId: string; readonly fileName: string },
): boolean {
  const name = named.toLowerCase();
  const id = languageId.toLowerCase();
  if (name === '') return false;
  if (name === id || aliases[id]?.split(' ').includes(name)) return true;
  return id === 'plaintext' && fileName.toLowerCase().endsWith(`.${name}`);
}
