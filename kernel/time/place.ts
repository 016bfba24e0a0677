/** Places whose names the zone database writes without their accents, or otherwise than they are called. */
const PLACES: Readonly<Record<string, string>> = {
  Araguaina: 'Araguaína',
  Asuncion: 'Asunción',
  Belem: 'Belém',
  Bogota: 'Bogotá',
  Cancun: 'Cancún',
  Chisinau: 'Chișinău',
  Cordoba: 'Córdoba',
  Cuiaba: 'Cuiabá',
  Curacao: 'Curaçao',
  Eirunepe: 'Eirunepé',
  Maceio: 'Maceió',
  Mahe: 'Mahé',
  Mazatlan: 'Mazatlán',
  Merida: 'Mérida',
  Noumea: 'Nouméa',
  Noronha: 'Fernando de Noronha',
  Reunion: 'Réunion',
  Reykjavik: 'Reykjavík',
  Sao_Paulo: 'São Paulo',
  Sao_Tome: 'São Tomé',
  St_Johns: 'St John’s',
  St_Kitts: 'St Kitts',
  St_Lucia: 'St Lucia',
  St_Thomas: 'St Thomas',
  St_Vincent: 'St Vincent',
  Tucuman: 'Tucumán',
};

/** An IANA zone's name as people call the place: `America/Sao_Paulo` → `São Paulo`. */
export const placeOf = (zone: string): string => {
  const last = zone.slice(zone.lastIndexOf('/') + 1);
  return PLACES[last] ?? last.replaceAll('_', ' ');
};
