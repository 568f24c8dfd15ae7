import type { DemoLanguage } from './options.ts';

/** Beginnings of words that ask for professional knowledge, which the demo has none of. */
export const expertWords: Readonly<Record<DemoLanguage, RegExp>> = {
  en: /\b(?:deadline|notice|termination|dismiss|employ|parental|maternity|tax|taxes|vat|deduct|contract|clause|law|laws|legal|lawful|statut|liab|tenan|rent|salary|wage|invoice|receipt|bookkeep|accounting|depreciat|allowance|payment|court|lawsuit|gdpr|probation|deposit|overtime)\w*|§/i,
  de: /(?<!\p{L})(?:\p{L}*frist|kündig|\p{L}*kündigung|abmahn|arbeitsvertr|arbeitsrecht|arbeitnehm|arbeitgeb|arbeitszimmer|homeoffice|elternzeit|mutterschutz|urlaub|probezeit|\p{L}*steuer|\p{L}*freibetrag|\p{L}*pauschale|absetz|absetzbar|\p{L}*abschreib|aufbewahr|umsatz|bilanz|anzahlung|buche(?!\p{L})|buchen(?!\p{L})|\p{L}*buchung|buchhalt|\p{L}*vertrag|klausel|gesetz|recht|rechtlich|rechts|haft|miete|mieter|vermiet|\p{L}*lohn|gehalt|\p{L}*rechnung|gericht|klage|paragraf|paragraph|verjähr|dsgvo|überstunde)\p{L}*|§/iu,
};

/** Beginnings of words for what the extension deals with: a professional word beside one of them may be no professional question. */
export const guideWords: Readonly<Record<DemoLanguage, RegExp>> = {
  en: /\b(?:haufe|copilot|extension|editor|vs ?code|demo|assistant|conversation|chat|answer|question|source|citation|connection|api|key|licence|license|setting|file|document|pdf|attach|upload|selection|selected|passage|view|panel|export|insert|delete)\w*/i,
  de: /(?<!\p{L})(?:haufe|copilot|erweiterung|editor|vs ?code|demo|assistent|unterhaltung|chat|antwort|frage|quelle|fundstelle|verbindung|api|schlüssel|schluessel|lizenz|einstellung|datei|dokument|pdf|anhäng|hochlad|auswahl|markier|textstelle|ansicht|export|einfüg|lösch)\p{L}*/iu,
};
