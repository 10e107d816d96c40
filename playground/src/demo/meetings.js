'use strict';

const MEETING = 'api::meeting.meeting';
const HOUR = 60 * 60 * 1000;

const paragraph = (text) => [{ type: 'paragraph', children: [{ type: 'text', text }] }];

/**
 * A published meeting for each deal, one of them in German too. The first deal has a meeting with an edit that nobody has published,
 * and one that is a draft so far and therefore in no calendar.
 */
async function createMeetings(strapi, { deals, contacts }) {
  const midnight = new Date().setUTCHours(24, 0, 0, 0);
  const at = (hours) => new Date(midnight + hours * HOUR).toISOString();
  const documents = strapi.documents(MEETING);
  const create = (data, status) => documents.create({ locale: 'en', status, data });

  const made = [];
  for (const [index, deal] of deals.entries()) {
    const data = {
      title: `Offer: ${deal.name}`,
      start: at(33 + index),
      end: at(34 + index),
      certainty: index === 0 ? 'confirmed' : 'tentative',
      place: { name: 'Lighthouse, meeting room', street: 'Pier 7', city: 'Hamburg', room: '2.01' },
      notes: paragraph('Bring the drawings.'),
      deal: deal.id,
      contacts: [contacts[index % contacts.length].id],
    };
    made.push(await create(data, 'published'));
  }
  const [first] = made;
  const inGerman = { title: `Angebot: ${deals[0].name}`, notes: paragraph('Die Zeichnungen mitbringen.') };
  await documents.update({ documentId: first.documentId, locale: 'de', status: 'published', data: inGerman });

  const visit = {
    title: 'Visit of the site',
    start: at(57),
    end: at(60),
    place: { name: 'Harbour gate', city: 'Hamburg' },
    deal: deals[0].id,
  };
  const published = await create(visit, 'published');
  await documents.update({ documentId: published.documentId, locale: 'en', data: { notes: paragraph('Helmets! (not published yet)') } });
  await create({ title: 'Signing', start: at(81), end: at(82), certainty: 'tentative', deal: deals[0].id }, 'draft');
}

module.exports = { createMeetings };
