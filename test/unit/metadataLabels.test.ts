import { expect, it } from 'vitest';
import { metadataLabels } from '../../src/providers/haufe/lists/labels.ts';

it('reads the titles of an assistant’s response schema, a description where there is none', () => {
  const properties = {
    legal_advice: { type: 'boolean', title: 'Legal advice' },
    firm: { description: 'Name of the firm' },
    intent: { type: 'string' },
    type: { title: 'type' },
  };
  expect(metadataLabels({ type: 'object', properties })).toEqual({
    legal_advice: 'Legal advice',
    firm: 'Name of the firm',
  });
});

it.each([undefined, null, 7, 'x', [], {}, { properties: [] }, { properties: { a: null, b: { title: 5 } } }])(
  'names nothing of %j',
  (schema) => {
    expect(metadataLabels(schema)).toBeUndefined();
  },
);
