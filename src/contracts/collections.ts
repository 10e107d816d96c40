/** Which collections of a mailbox bring in what is new, beside the default one: none, all (also those to come), or those with these ids of Microsoft's. */
export type CollectionChoice = 'default' | 'all' | string[];
export interface CollectionsReading {
  choice: CollectionChoice;
  canChoose: boolean; // false: only the default one can take part
  collections: {
    id: string; // Microsoft's
    name: string;
    isDefault: boolean; // what is made in Strapi goes here
    isReadOnly: boolean; // read, never written
    isOwned: boolean; // false: somebody shares it with the mailbox
    isReadInFull: boolean; // Microsoft does not tell its changes, so all of it is read and compared once an hour
    talliesAnswers: boolean; // of people who are invited from it; false: Microsoft does that in the default calendar only
    takesPart: boolean;
  }[];
}
