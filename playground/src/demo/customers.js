'use strict';

const COMPANIES = [
  { name: 'Harbour Works', city: 'Hamburg', website: 'https://harbour.example' },
  { name: 'Northern Light', city: 'Bergen', website: 'https://northern.example' },
];
const CONTACTS = [
  { name: 'Hedda Hansen', email: 'hedda@harbour.example', phone: '+49 40 1234', company: 0 },
  { name: 'Ole Olsen', email: 'ole@northern.example', phone: '+47 55 1234', company: 1 },
];
const DEALS = [
  { name: 'Two lighthouses', stage: 'offer', amount: 180000, company: 0 },
  { name: 'Fog horn', stage: 'lead', amount: 12500, company: 1 },
  { name: 'Buoys', stage: 'won', amount: 48000, company: 0 },
  { name: 'Maintenance', stage: 'lead', amount: 9000, company: 1 },
];

/** Two companies with a contact each, and deals, of one person each. Gives deals and contacts. */
async function createCustomers(strapi, people) {
  const create = (type, data) => strapi.documents(`api::${type}.${type}`).create({ data });
  const companies = await each(COMPANIES, (company) => create('company', company));
  const contacts = await each(CONTACTS, (contact) => create('contact', { ...contact, company: companies[contact.company].id }));
  const ownerOf = (index) => people[index % people.length].id;
  const deals = await each(DEALS, (deal, index) =>
    create('deal', { ...deal, company: companies[deal.company].id, contact: contacts[deal.company].id, owner: ownerOf(index) }),
  );
  return { contacts, deals };
}

/** One after the other: SQLite has one connection, and the order in the lists is the order here. */
async function each(list, work) {
  const made = [];
  for (const [index, one] of list.entries()) made.push(await work(one, index));
  return made;
}

module.exports = { createCustomers };
