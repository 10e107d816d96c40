import type { Location } from '../mailbox/event.js';
import { invalidBody } from './errors.js';
import { readEnum, readProperties, readString } from './read-value.js';

const types = [
  'default',
  'conferenceRoom',
  'homeAddress',
  'businessAddress',
  'geoCoordinates',
  'streetAddress',
  'hotel',
  'restaurant',
  'localBusiness',
  'postalAddress',
] as const;
const uniqueIdTypes = ['unknown', 'locationStore', 'directory', 'private', 'bing'] as const;
const addressNames = ['street', 'city', 'state', 'countryOrRegion', 'postalCode'];
const coordinateNames = ['latitude', 'longitude', 'accuracy', 'altitude', 'altitudeAccuracy'];

export function readLocation(value: unknown, path: string): Location {
  if (value === null) return { displayName: '', locationType: 'default', uniqueIdType: 'unknown', address: {}, coordinates: {} };
  const given = readProperties(
    value,
    ['displayName', 'locationEmailAddress', 'locationUri', 'locationType', 'uniqueId', 'uniqueIdType', 'address', 'coordinates'],
    path,
  );
  const text = (name: string): string | undefined => {
    const content = given[name];
    return content === undefined || content === null ? undefined : readString(content, `${path}/${name}`);
  };
  const displayName = text('displayName') ?? '';
  const email = text('locationEmailAddress');
  const uri = text('locationUri');
  return {
    displayName,
    ...(uri === undefined ? {} : { locationUri: uri }),
    ...(email === undefined ? {} : { locationEmailAddress: email }),
    locationType: readEnum(given['locationType'] ?? 'default', types, `${path}/locationType`),
    ...(displayName === '' ? {} : { uniqueId: text('uniqueId') ?? displayName }),
    uniqueIdType: readEnum(given['uniqueIdType'] ?? (displayName === '' ? 'unknown' : 'private'), uniqueIdTypes, `${path}/uniqueIdType`),
    address: readProperties(given['address'] ?? {}, addressNames, `${path}/address`),
    coordinates: readCoordinates(given['coordinates'] ?? {}, `${path}/coordinates`),
  };
}

function readCoordinates(value: unknown, path: string): object {
  const given = readProperties(value, coordinateNames, path);
  for (const [name, content] of Object.entries(given)) {
    if (content !== null && typeof content !== 'number') throw invalidBody(`Cannot convert the value of '${path}/${name}' to Edm.Double.`);
  }
  return given;
}
