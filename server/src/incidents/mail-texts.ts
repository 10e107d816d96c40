import type { AccountReason } from '../../../src/contracts';

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** What somebody is to be told by mail. */
export type Incident =
  | { readonly kind: 'account'; readonly reason: AccountReason }
  | { readonly kind: 'deletions' }
  | { readonly kind: 'application'; readonly reason: string }
  | { readonly kind: 'expiry'; readonly of: Expiring };

/** What of an Azure application ends soon, and when. */
export interface Expiring {
  readonly what: 'secret' | 'certificate';
  readonly expiresAt: string;
  readonly daysLeft: number;
}

export interface Mail {
  readonly subject: string;
  readonly text: string;
}

interface Texts {
  readonly subject: string;
  readonly lines: readonly string[];
}

/** By incident: what has happened, and what to do. Nothing of anybody's calendar, for a mail may be read by others. */
export function mailOf(incident: Incident, { language, name, url }: { language: Language; name: string; url: string | null }): Mail {
  const { subject, lines } = textsOf(incident, language);
  const { greeting, open, once, settings } = frames[language];
  const isOwnPage = url !== null && incident.kind !== 'application' && incident.kind !== 'expiry';
  const how = incident.kind === 'expiry' ? [] : [isOwnPage ? `${once} ${settings}` : once];
  return {
    subject,
    text: [greeting(name), ...lines, ...(url === null ? [] : [open(url)]), ...how].join('\n\n'),
  };
}

const frames: Record<Language, { greeting: (name: string) => string; open: (url: string) => string; once: string; settings: string }> = {
  en: {
    greeting: (name) => `Hello ${name},`,
    open: (url) => `Open it here: ${url}`,
    once: 'You get this mail once, and no other one while it stays as it is.',
    settings: 'Your settings there say whether you get such mails.',
  },
  de: {
    greeting: (name) => `Guten Tag ${name},`,
    open: (url) => `Hier geht es dorthin: ${url}`,
    once: 'Diese E-Mail kommt einmal und nicht wieder, solange es dabei bleibt.',
    settings: 'Ihre Einstellungen dort sagen, ob Sie solche E-Mails bekommen.',
  },
};

const textsOf = (incident: Incident, language: Language): Texts =>
  incident.kind === 'expiry' ? expiryTexts[language](incident.of) : texts[language][incident.kind](incident);

const dayOf = ({ expiresAt }: Expiring, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(expiresAt));

/** Told of a month, two weeks and three days before. */
const expiryTexts: Record<Language, (of: Expiring) => Texts> = {
  en: (of) => ({
    subject: `Microsoft 365: the ${of.what} of the Azure application expires in ${of.daysLeft} ${of.daysLeft === 1 ? 'day' : 'days'}`,
    lines: [
      `The ${of.what} of the Azure application of Strapi holds until ${dayOf(of, 'en-GB')}. From then on nobody who uses the application is synchronized.`,
      `Make a new ${of.what} in Microsoft Entra before that day, enter it with its day on the System page, and delete the old one: nobody has to reconnect.`,
    ],
  }),
  de: (of) => {
    const isSecret = of.what === 'secret';
    const what = isSecret ? 'Der geheime Clientschlüssel' : 'Das Zertifikat';
    return {
      subject: `Microsoft 365: ${isSecret ? 'Der Clientschlüssel' : 'Das Zertifikat'} der Azure-Anwendung läuft in ${of.daysLeft} ${of.daysLeft === 1 ? 'Tag' : 'Tagen'} ab`,
      lines: [
        `${what} der Azure-Anwendung von Strapi gilt bis zum ${dayOf(of, 'de')}. Danach wird bei niemandem mehr abgeglichen, der die Anwendung nutzt.`,
        `Legen Sie vor diesem Tag in Microsoft Entra ${isSecret ? 'einen neuen geheimen Clientschlüssel' : 'ein neues Zertifikat'} an, tragen Sie ${isSecret ? 'dessen Wert' : 'es'} mit dem Ablauftag auf der Seite System ein und löschen Sie ${isSecret ? 'den alten' : 'das alte'}: Niemand muss sich neu verbinden.`,
      ],
    };
  },
};

const texts: Record<Language, Record<Exclude<Incident['kind'], 'expiry'>, (incident: Incident) => Texts>> = {
  en: {
    account: (incident) => ({
      subject: 'Your Microsoft 365 calendar and tasks are not synchronized any more',
      lines: [
        'Your Microsoft 365 connection in Strapi needs you: until then nothing is synchronized, and nothing is lost.',
        whatToDo('en', incident),
      ],
    }),
    deletions: () => ({
      subject: 'Deletions wait for your approval',
      lines: [
        'A run would have deleted more of your events or tasks than is done without asking. Nothing was deleted.',
        'If that is right, let the deletions go on; if not, choose “Bring them back”: what is gone is made anew.',
      ],
    }),
    application: (incident) => ({
      subject: 'Microsoft 365: the Azure application needs you',
      lines: [
        'Microsoft refuses the Azure application of Strapi. Until it is mended nobody who uses it is synchronized; nothing is lost.',
        whatToDo('en', incident),
      ],
    }),
  },
  de: {
    account: (incident) => ({
      subject: 'Ihr Microsoft-365-Kalender und Ihre Aufgaben werden nicht mehr abgeglichen',
      lines: [
        'Ihre Verbindung zu Microsoft 365 in Strapi braucht Sie: Bis dahin wird nichts abgeglichen, und nichts geht verloren.',
        whatToDo('de', incident),
      ],
    }),
    deletions: () => ({
      subject: 'Löschungen warten auf Ihre Zustimmung',
      lines: [
        'Ein Lauf hätte mehr Ihrer Termine oder Aufgaben gelöscht, als ohne Rückfrage geschieht. Gelöscht wurde nichts.',
        'Ist das richtig, lassen Sie die Löschungen weitergehen; wenn nicht, wählen Sie „Zurückholen“: Was fehlt, wird neu angelegt.',
      ],
    }),
    application: (incident) => ({
      subject: 'Microsoft 365: Die Azure-Anwendung braucht Sie',
      lines: [
        'Microsoft weist die Azure-Anwendung von Strapi zurück. Bis das behoben ist, wird bei niemandem abgeglichen, der sie nutzt; verloren geht nichts.',
        whatToDo('de', incident),
      ],
    }),
  },
};

function whatToDo(language: Language, incident: Incident): string {
  const reason = 'reason' in incident ? incident.reason : '';
  return (Object.hasOwn(steps[language], reason) ? steps[language][reason] : undefined) ?? otherwise[language];
}

const otherwise: Record<Language, string> = {
  en: 'Check Connection on the page says what is wrong, and what helps.',
  de: 'Verbindung prüfen auf der Seite sagt, was fehlt und was hilft.',
};

const steps: Record<Language, Readonly<Record<string, string>>> = {
  en: {
    'sign-in-expired': 'Choose Reconnect and sign in at Microsoft again.',
    'consent-missing':
      'Choose Reconnect and agree to the permissions. Where your organization demands it, an administrator has to agree first.',
    'scope-missing': 'Choose Reconnect and accept all permissions.',
    'claims-required': 'Choose Reconnect: Microsoft wants a further proof, such as your phone.',
    'no-mailbox': 'Your account has no mailbox in Microsoft 365. Please ask your Microsoft administrator.',
    'mailbox-not-assigned': 'No mailbox is assigned to you. Please ask the administrator of Strapi.',
    'mailbox-taken': 'Your mailbox is assigned to somebody else too. Please ask the administrator of Strapi.',
    'application-secret-expired':
      'Make a new client secret in Microsoft Entra and enter its Value on the System page. Nobody has to reconnect.',
    'application-secret-invalid': 'Enter a valid client secret on the System page: the Value, not the Secret ID.',
    'application-unknown': 'Compare client ID and tenant ID on the System page with Microsoft Entra.',
  },
  de: {
    'sign-in-expired': 'Wählen Sie Neu verbinden und melden Sie sich noch einmal bei Microsoft an.',
    'consent-missing':
      'Wählen Sie Neu verbinden und stimmen Sie den Berechtigungen zu. Wo Ihre Organisation es verlangt, muss zuerst ein Administrator zustimmen.',
    'scope-missing': 'Wählen Sie Neu verbinden und nehmen Sie alle Berechtigungen an.',
    'claims-required': 'Wählen Sie Neu verbinden: Microsoft verlangt einen weiteren Nachweis, etwa über Ihr Telefon.',
    'no-mailbox': 'Ihr Konto hat kein Postfach in Microsoft 365. Bitte fragen Sie Ihren Microsoft-Administrator.',
    'mailbox-not-assigned': 'Ihnen ist kein Postfach zugeordnet. Bitte fragen Sie die Administratoren von Strapi.',
    'mailbox-taken': 'Ihr Postfach ist auch jemand anderem zugeordnet. Bitte fragen Sie die Administratoren von Strapi.',
    'application-secret-expired':
      'Legen Sie in Microsoft Entra einen neuen geheimen Clientschlüssel an und tragen Sie dessen Wert auf der Seite System ein. Niemand muss sich neu verbinden.',
    'application-secret-invalid':
      'Tragen Sie auf der Seite System einen gültigen geheimen Clientschlüssel ein: den Wert, nicht die Geheimnis-ID.',
    'application-unknown': 'Vergleichen Sie Client-ID und Mandanten-ID auf der Seite System mit Microsoft Entra.',
  },
};
