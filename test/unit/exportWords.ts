import type { ExportWords } from '../../src/export/exported.ts';

/** Words of an export. */
export const exportWords: ExportWords = {
  title: 'T',
  assistant: 'HR',
  connection: 'K',
  language: 'en',
  dates: '',
  you: 'Sie',
  sources: 'Quellen',
  moreSources: String,
  shortened: 'gekürzt',
  details: 'Anhang',
  detailsAre: '',
  notices: () => [],
  aiNotice: 'KI',
  contextLost: 'forgotten',
  state: () => '',
  time: (iso) => new Date(iso).toISOString(),
};
