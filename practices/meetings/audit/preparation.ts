import type { Details } from '../calendar.ts';

/** Whether a meeting says what it is about, and brings something to read. */
export interface Preparation {
  readonly agenda: boolean;
  readonly document: boolean;
}

/** An agenda is at least so many letters that are not the invitation of a conference. */
const WORDS = 20;

const ADDRESS = /\bhttps?:\/\/[^\s<>"')\]]+/gi;
const CONFERENCE =
  /^(https?:\/\/)?([\w-]+\.)*(zoom\.us|zoom\.com|zoomgov\.com|teams\.microsoft\.com|teams\.live\.com|aka\.ms|meet\.google\.com|tel\.meet|support\.google\.com|webex\.com|gotomeeting\.com|gotomeet\.me|whereby\.com|meet\.jit\.si|bluejeans\.com|chime\.aws|skype\.com|ringcentral\.com|around\.co|gather\.town|dialin\.\w+|calendar\.google\.com|outlook\.office\.com)(\/|$|\?|:)/i;

/** Lines with which conferences fill invitations. */
const BOILERPLATE =
  /(join (zoom|microsoft|with google|teams|the|webex|by|on|online)|microsoft teams|meeting id|meeting-id|besprechungs-id|id de (la )?(reuni[oó]n|réunion)|passcode|kenncode|passwor[dt]|one tap mobile|find your local number|dial[- ]?in|dial by your|phone conference|conference id|click here to|learn more about meet|more phone numbers|weitere telefonnummern|join by (phone|sip|video)|download teams|meeting options|besprechungsoptionen|is inviting you to a|hosted by|please do not edit this section|this event has a video call|view your event at|tel:|\+?\d[\d ()-]{7,}|pin:|^[-_~.:*=# ]{4,}$)/i;

export const preparationOf = ({ description, location, links }: Details): Preparation => {
  const found = [...description.matchAll(ADDRESS)].map(([address]) => address);
  const document = [...found, ...links].some(
    (link) => !CONFERENCE.test(link) && !/^(tel|sip|mailto|callto):/i.test(link) && link !== location,
  );
  const words = description
    .split('\n')
    .filter((line) => !BOILERPLATE.test(line.trim()))
    .join(' ')
    .replace(/<[^<>]*>/g, ' ')
    .replace(ADDRESS, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, '');
  return { agenda: words.length >= WORDS, document };
};
