import { readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'yaml';

/** The parts of an OpenAPI 3.1 document that are read here (spec.openapis.org/oas/v3.1.0). */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: { readonly type?: string | readonly string[] };
}

interface Body {
  readonly required?: boolean;
  readonly content?: Readonly<Record<string, unknown>>;
}

interface Node {
  readonly $ref?: string;
}

type PathItem = Readonly<Record<string, unknown>> & { readonly parameters?: readonly Node[] };

/** One operation as found for a request. */
export interface Operation {
  /** For example `GET /v1/threads/{thread_id}`. */
  readonly name: string;
  /** JSON pointer to it. */
  readonly pointer: string;
  readonly pathValues: Readonly<Record<string, string>>;
  readonly parameters: readonly { readonly pointer: string; readonly parameter: Parameter }[];
}

/** A vendor's OpenAPI document, read from this folder. */
export class Document {
  readonly #root: { readonly paths: Readonly<Record<string, PathItem>>; readonly components: unknown };
  // The documents describe shapes; words of OpenAPI that JSON Schema does not know are none of its business.
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #compiled = new Map<string, ValidateFunction>();
  /** The header that carries the key. */
  readonly keyHeader: string;

  constructor(file: string) {
    this.#root = parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
    formats(this.#ajv);
    this.#ajv.addSchema(this.#root, 'document');
    const schemes = Object.values(this.at<Record<string, { name: string }>>('#/components/securitySchemes') ?? {});
    this.keyHeader = schemes[0]?.name ?? '';
  }

  /** Every operation, as `GET /v1/threads`. */
  get operations(): readonly string[] {
    return Object.entries(this.#root.paths).flatMap(([path, item]) =>
      Object.keys(item)
        .filter((method) => method !== 'parameters')
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
  }

  /** The operation of a request; `path` is below the server's address. */
  find(method: string, path: string): Operation | undefined {
    const parts = path.split('/');
    // A literal path goes before one with parameters, as the specification says.
    const templates = Object.keys(this.#root.paths).sort((left, right) => count(left) - count(right));
    for (const template of templates) {
      const pathValues = match(template.split('/'), parts);
      const item = this.#root.paths[template];
      if (!pathValues || !item?.[method.toLowerCase()]) continue;
      const pointer = `#/paths/${escaped(template)}/${method.toLowerCase()}`;
      const lists = [`#/paths/${escaped(template)}/parameters`, `${pointer}/parameters`];
      return {
        name: `${method} ${template}`,
        pointer,
        pathValues,
        parameters: lists.flatMap((list) => this.#all(list)),
      };
    }
    return undefined;
  }

  #all(list: string): Operation['parameters'] {
    return (this.at<readonly Node[]>(list) ?? []).map((_, index) => {
      const pointer = this.resolve(`${list}/${index}`);
      return { pointer, parameter: this.at<Parameter>(pointer) ?? { name: '', in: 'query', schema: {} } };
    });
  }

  /** The body that stands at `pointer`, and where it really stands. */
  body(pointer: string): { readonly pointer: string; readonly body: Body } | undefined {
    const resolved = this.resolve(pointer);
    const body = this.at<Body>(resolved);
    return body && { pointer: resolved, body };
  }

  /** Where the reference at `pointer` leads; itself when it is none. */
  resolve(pointer: string): string {
    return this.at<Node>(pointer)?.$ref ?? pointer;
  }

  /** The value at `pointer`. */
  at<T>(pointer: string): T | undefined {
    let value: unknown = this.#root;
    for (const part of pointer.slice(2).split('/')) {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
    }
    return value as T | undefined;
  }

  /** What is wrong with `value` by the schema at `pointer`; empty when it is right. */
  problems(pointer: string, value: unknown): readonly string[] {
    const known = this.#compiled.get(pointer);
    const validate = known ?? this.#ajv.compile({ $ref: `document${encodeURI(pointer)}` });
    if (!known) this.#compiled.set(pointer, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'it'} ${message}`);
  }
}

function escaped(path: string): string {
  return path.replaceAll('~', '~0').replaceAll('/', '~1');
}

function count(template: string): number {
  return template.split('{').length;
}

function match(template: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (template.length !== parts.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const given = parts[index] ?? '';
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name !== undefined) values[name] = decodeURIComponent(given);
    else if (part !== given) return undefined;
  }
  return values;
}
