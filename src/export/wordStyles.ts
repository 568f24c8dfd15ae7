import { convertMillimetersToTwip, type IStylesOptions } from 'docx';

const heading = (size: number) => ({
  run: { size, bold: true, color: '1F2933' },
  paragraph: { keepNext: true, spacing: { before: 240, after: 80 } },
});

/** The looks of an exported Word document, by Word's own names, so that a person's template takes them over. */
export function styles(language: string): IStylesOptions {
  return {
    default: {
      document: {
        run: { font: 'Calibri', size: 22, language: { value: language } },
        paragraph: { spacing: { after: 120, line: 276 } },
      },
      title: { run: { size: 36, bold: true }, paragraph: { spacing: { after: 120 } } },
      heading1: heading(28),
      heading2: heading(26),
      heading3: heading(24),
      heading4: heading(22),
      heading5: heading(22),
      heading6: heading(22),
      hyperlink: { run: { color: '0B5CAD', underline: {} } },
      footnoteText: { run: { size: 18 }, paragraph: { spacing: { after: 60 } } },
    },
    paragraphStyles: [
      {
        id: 'Quote',
        name: 'Quote',
        basedOn: 'Normal',
        paragraph: {
          indent: { left: convertMillimetersToTwip(6) },
          border: { left: { style: 'single', size: 12, space: 8, color: 'A0A0A0' } },
        },
      },
      {
        id: 'Code',
        name: 'Code',
        basedOn: 'Normal',
        run: { font: 'Consolas', size: 19, noProof: true },
        paragraph: { spacing: { line: 240 }, indent: { left: convertMillimetersToTwip(3) } },
      },
    ],
  };
}
