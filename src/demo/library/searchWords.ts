import { fold } from './fold.ts';
import type { DemoLanguage } from './options.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** Words that say nothing about what is asked. */
export const stopWords: Readonly<Record<DemoLanguage, ReadonlySet<string>>> = {
  en: words(
    `a about all also am an and any many much anything apply applies are as at be been but by can could did do does doing each for
     from had has have having he her here his how i if in into is it its let may me might must my need no not of on
     one or our out please shall she should so some something than that the their them then there these they thing this
     those to too up us use used using want was way we well were what when where which while who whom whose why will
     with within without would you your yours really possible work works happen happens mean means tell say says
     find hello hi thanks thank more else further detail`,
  ),
  de: words(
    `aber viel viele vielen wieviel als also am an auch auf aus bei beim bin bis bitte da dabei dadurch dafür damit
     dann das dass dazu dein deine dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du
     durch ein eine einem einen einer eines er es etwas für gehen geht gelten gibt gilt hab habe haben hat hier hätte
     ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jeder jedes kann können könnte kein keine
     lässt lassen machen macht man mein meine meinem meinen meiner mich mir mit muss müssen möchte nach nicht nun nur
     ob oder ohne passiert sein seine sich sie sind so soll sollte sollten um und uns unser unter vom von vor wann war
     warum was weiter welche welchem welchen welcher welches wem wen wenn wer werde werden weshalb wie wieso wird wo
     woher wohin womit worden wurde zu zum zur über tun darf dürfen funktioniert bedeutet heisst sagt steht sehe finde
     hallo danke guten tag mehr sonst noch
     genau genauer weiteres her hin eigentlich denn mal finden nutzen nutze benutzen verwenden`,
  ),
};

/** Words that rank what was found, but are no reason to find it. */
export const weakWords: Readonly<Record<DemoLanguage, ReadonlySet<string>>> = {
  en: words('see long longer short high old new good keep kept time times day days year years'),
  de: words('lang lange länger kurz hoch arbeiten alt neu gut Zeit Tag Tage Jahr Jahre'),
};

const pairs = (language: DemoLanguage, list: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(list).flatMap(([words, meaning]) => words.split(' ').map((word) => [fold(word, language), meaning])),
  );

/** Words that people use, and the guide's own for them. */
export const synonyms: Readonly<Record<DemoLanguage, ReadonlyMap<string, string>>> = {
  en: pairs('en', {
    'password passphrase token credential credentials apikey': 'key',
    'start started begin beginning': 'first question',
    'chat chats thread threads dialog discussion': 'conversation',
    'shortcut shortcuts keybinding keybindings hotkey': 'keyboard',
    everything: 'local data',
    'remove erase': 'delete',
    'reference references footnote footnotes': 'sources footnotes',
    'secrecy confidential confidentiality private': 'privacy',
    'abort cancel halt': 'stop',
    paste: 'insert',
    firewall: 'proxy',
    'client clients mandate': 'privacy',
    'font zoom': 'accessibility',
    'upload uploads': 'sent',
    warning: 'notice',
  }),
  de: pairs('de', {
    'Kennwort Passwort Zugangsdaten Token API-Key Key': 'Schlüssel',
    'anfangen fange beginnen beginne starten starte loslegen los': 'erste Frage',
    'Gespräch Gespräche Dialog Dialoge Chat Chats': 'Unterhaltung',
    'Tastenkürzel Kurzbefehl Kurzbefehle Tastenkombination Tastenkombinationen': 'Tastatur',
    'entfernen entferne': 'löschen',
    benenne: 'umbenennen',
    'hänge anhänge anhängen': 'anfügen',
    'markiert markierte markieren Markierung': 'Auswahl',
    Warnung: 'Hinweis',
    'halte anhalten abbrechen breche': 'stoppen',
    füge: 'einfügen',
    'Nachweis Nachweise Beleg Belege': 'Quellen',
    'Vertraulichkeit Geheimnis vertraulich': 'Datenschutz',
    'hochladen hochgeladen übertragen übermittelt': 'gesendet',
    Firewall: 'Proxy',
    'Mandant Mandanten Mandantentext Mandantendaten Klient Klienten': 'Datenschutz',
    'Schrift Schriftgröße Schriftgrad Zoom': 'Schriftgröße Barrierefreiheit Farben',
    'Chatfenster Fenster Seitenleiste': 'Ansichten',
    'Plug-in Plugin Add-on': 'Erweiterung',
  }),
};
