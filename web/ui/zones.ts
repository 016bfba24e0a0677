import { clockTime, placeOf } from './time.ts';
import { modern } from './reader.ts';
import type { ComboOption } from './matching.ts';

/* Cities that people type and the zone database does not name. */
const CITIES: Readonly<Record<string, string>> = {
  'Asia/Kolkata': 'Pune Mumbai Delhi Bengaluru Bangalore Chennai Hyderabad India IST',
  'Europe/Berlin': 'Munich Hamburg Cologne Frankfurt Germany CET',
  'Europe/London': 'Manchester Edinburgh Glasgow Cardiff Belfast England UK GMT BST',
  'Europe/Zurich': 'Geneva Basel Bern Switzerland',
  'Europe/Madrid': 'Barcelona Valencia Seville Spain',
  'Europe/Paris': 'Lyon Marseille Toulouse France',
  'Europe/Rome': 'Milan Turin Naples Italy',
  'Europe/Amsterdam': 'Rotterdam Utrecht Netherlands',
  'Europe/Lisbon': 'Porto Portugal',
  'America/New_York': 'Boston Washington Philadelphia Atlanta Miami EST EDT Eastern',
  'America/Chicago': 'Austin Dallas Houston Minneapolis CST CDT Central',
  'America/Denver': 'Boulder Salt Lake City MST MDT Mountain',
  'America/Los_Angeles': 'San Francisco Seattle Portland San Diego PST PDT Pacific California',
  'America/Toronto': 'Ottawa Montreal Canada',
  'America/Vancouver': 'Victoria Canada',
  'America/Sao_Paulo': 'Rio de Janeiro Curitiba Belo Horizonte Brasília Brazil BRT',
  'America/Argentina/Buenos_Aires': 'Argentina Córdoba Rosario',
  'Africa/Lagos': 'Abuja Nigeria',
  'Africa/Johannesburg': 'Cape Town Durban Pretoria South Africa',
  'Africa/Nairobi': 'Mombasa Kenya',
  'Asia/Shanghai': 'Beijing Shenzhen Guangzhou Hangzhou China',
  'Asia/Tokyo': 'Osaka Kyoto Japan JST',
  'Asia/Jerusalem': 'Tel Aviv Haifa Israel',
  'Asia/Dubai': 'Abu Dhabi Emirates',
  'Asia/Ho_Chi_Minh': 'Hanoi Saigon Vietnam',
  'Australia/Sydney': 'Canberra Newcastle AEST',
  'Australia/Melbourne': 'Geelong',
  'Pacific/Auckland': 'Wellington Christchurch Dunedin New Zealand NZST NZDT',
};

/** Every zone that this browser knows, by its place, with its clock at `at`. */
export const zoneOptions = (at: number): readonly ComboOption[] =>
  [...new Set([...Intl.supportedValuesOf('timeZone').map(modern), 'UTC'])].map((zone) => ({
    value: zone,
    label: `${placeOf(zone)} (${zone.split('/')[0]?.replaceAll('_', ' ')})`.replace('UTC (UTC)', 'UTC'),
    words: `${zone} ${CITIES[zone] ?? ''}`,
    side: clockTime(at, zone),
  }));
